#version 330 core
#include "common.glsl"
#include "worn_block.glsl"

layout(location = 0) in vec3 position;  // model mm
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 uv;
layout(location = 3) in vec4 colour;    // square root of linear RGB, alpha
layout(location = 4) in vec4 surface;   // metallic, roughness, transmission, 1: repainted by frame_colour

out vec3 at_camera;
out vec3 at_model;
out vec3 normal_camera;
out vec2 uv_at;
out vec4 base;
flat out vec4 made_of;

void main() {
    vec4 placed = camera_from_model * vec4(position, 1.0);
    at_camera = placed.xyz;
    at_model = position;
    normal_camera = mat3(camera_from_model) * normal;  // uniform scale: its length is put right later
    uv_at = uv;
    vec3 own = colour.rgb * colour.rgb;
    base = vec4(mix(own, frame_colour.rgb, frame_colour.a * surface.a), colour.a);
    made_of = surface;
    gl_Position = clip_from_camera * placed;
}
