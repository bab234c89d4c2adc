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

centroid in vec2 uv_at;

// The normal picture without stored tangents, after Schueler, "Normal mapping without precomputed tangents".
vec3 bumped(vec3 n) {
    vec3 along_x = dFdx(place_at.xyz), along_y = dFdy(place_at.xyz);
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
    vec4 own = base * texture(base_picture, uv_at);
    vec4 rough = texture(rough_picture, uv_at);
    if (own.a < alpha_cutoff) discard;
    vec3 light = lit(own.rgb, made_of.x * rough.b, made_of.y * rough.g, bumped(facing_normal()));
    light *= texture(shade_picture, uv_at).r;
    light += emissive_factor * texture(glow_picture, uv_at).rgb;
    float alpha = mix(1.0, own.a, keeps_alpha) * shown_share();
    colour = vec4(shoulder(light) * alpha, alpha);
    through = vec4(1.0 - alpha);
}
