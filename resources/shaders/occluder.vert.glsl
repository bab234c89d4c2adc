#version 330 core
#include "common.glsl"

layout(location = 0) in vec3 position;  // camera mm

void main() {
    gl_Position = clip_from_camera * vec4(position, 1.0);
}
