#version 330 core
// The things as the sun sees them: depth only.
layout(location = 0) in vec3 position;
uniform mat4 lamp_from_world;

void main() {
    gl_Position = lamp_from_world * vec4(position, 1.0);
}
