#version 330 core
#include "common.glsl"

layout(location = 0) in vec3 position;  // camera mm
layout(location = 1) in vec2 place;     // on the pattern, 0..1
layout(location = 2) in float shown;    // 0..1
out vec2 at;
out float cover;

void main() {
    at = place;
    cover = shown;
    gl_Position = clip_from_camera * vec4(position, 1.0);
}
