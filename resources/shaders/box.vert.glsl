#version 330 core
// The unit square stretched over a box of the picture.
#include "common.glsl"

layout(location = 0) in vec2 corner;
uniform vec4 box;  // left, top, width, height in px

void main() {
    vec2 px = box.xy + corner * box.zw;
    gl_Position = vec4(px * picture.zw * 2.0 - 1.0, 0.0, 1.0);
}
