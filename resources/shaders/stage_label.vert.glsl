#version 330 core
// What stands where: part and instance, and the distance along the axis of view.
layout(location = 0) in vec3 position;
layout(location = 5) in vec4 label_in;
uniform mat4 clip_from_world;
flat out vec2 label;
out float depth_mm;

void main() {
    label = label_in.xy;
    gl_Position = clip_from_world * vec4(position, 1.0);
    depth_mm = gl_Position.w;
}
