#version 330 core
#include "worn_shading.glsl"

in vec3 at_camera;
in vec3 at_model;
in vec3 normal_camera;
in vec2 uv_at;
in vec4 base;
flat in vec4 made_of;

layout(location = 0, index = 0) out vec4 colour;   // light sent by the surface, times its alpha
layout(location = 0, index = 1) out vec4 through;  // share of the light behind that is still seen

void main() {
    vec3 n = normalize(normal_camera);
    if (!gl_FrontFacing) n = -n;
    float shown = 1.0 - smoothstep(fade.x, fade.y, -at_model.z);
    if (shown <= 0.0) discard;
    if (made_of.z > 0.5) {
        vec3 mirrored, clear;
        lens(base, made_of.z, at_camera, n, at_model.y, mirrored, clear);
        colour = vec4(shoulder(mirrored) * shown, shown);
        through = vec4(mix(vec3(1.0), clear, shown), 1.0);
    } else {
        vec3 light = lit(base.rgb, made_of.x, made_of.y, at_camera, n, 1.0);
        float alpha = base.a * shown;
        colour = vec4(shoulder(light) * alpha, alpha);
        through = vec4(1.0 - alpha);
    }
}
