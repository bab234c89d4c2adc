#version 330 core
// All of the picture.
layout(location = 0) in vec2 corner;

void main() {
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
