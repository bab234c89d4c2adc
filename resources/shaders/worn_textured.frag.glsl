#version 330 core
// As worn.frag.glsl, for materials with pictures.
#include "worn_shading.glsl"

uniform sampler2D base_picture;
uniform sampler2D rough_picture;   // green: roughness, blue: metallic
uniform sampler2D normal_picture;
uniform sampler2D glow_picture;
uniform sampler2D shade_picture;   // red: ambient occlusion
uniform vec3 emissive_factor;
uniform float alpha_cutoff;
uniform float keeps_alpha;

in vec3 at_camera;
in vec3 at_model;
in vec3 normal_camera;
in vec2 uv_at;
in vec4 base;
flat in vec4 made_of;

layout(location = 0, index = 0) out vec4 colour;
layout(location = 0, index = 1) out vec4 through;

// The normal picture without stored tangents, after Schueler, "Normal mapping without precomputed tangents".
vec3 bumped(vec3 n) {
    vec3 along_x = dFdx(at_camera), along_y = dFdy(at_camera);
    vec2 uv_x = dFdx(uv_at), uv_y = dFdy(uv_at);
    vec3 a = cross(along_y, n), b = cross(n, along_x);
    vec3 tangent = a * uv_x.x + b * uv_y.x, bitangent = a * uv_x.y + b * uv_y.y;
    float longest = max(dot(tangent, tangent), dot(bitangent, bitangent));
    if (longest < 1e-12) return n;
    vec3 picture_normal = texture(normal_picture, uv_at).xyz * 2.0 - 1.0;
    vec3 turned = mat3(tangent * inversesqrt(longest), -bitangent * inversesqrt(longest), n) * picture_normal;
    return normalize(turned);
}

void main() {
    vec4 picture = texture(base_picture, uv_at);
    vec4 rough = texture(rough_picture, uv_at);
    vec3 n = bumped(normalize(normal_camera));
    if (!gl_FrontFacing) n = -n;
    float shown = 1.0 - smoothstep(fade.x, fade.y, -at_model.z);
    vec4 own = base * picture;
    if (shown <= 0.0 || own.a < alpha_cutoff) discard;
    if (made_of.z > 0.5) {
        vec3 mirrored, clear;
        lens(own, made_of.z, at_camera, n, at_model.y, mirrored, clear);
        colour = vec4(shoulder(mirrored) * shown, shown);
        through = vec4(mix(vec3(1.0), clear, shown), 1.0);
        return;
    }
    float open = texture(shade_picture, uv_at).r;
    vec3 light = lit(own.rgb, made_of.x * rough.b, made_of.y * rough.g, at_camera, n, open);
    light += emissive_factor * texture(glow_picture, uv_at).rgb;
    float alpha = mix(1.0, own.a, keeps_alpha) * shown;
    colour = vec4(shoulder(light) * alpha, alpha);
    through = vec4(1.0 - alpha);
}
