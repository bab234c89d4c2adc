#version 330 core
// As worn.frag.glsl, for materials with pictures: one variant for those that a material has.
#include "worn_shading.glsl"

#ifdef BASE
uniform sampler2D base_picture;
#endif
#ifdef ROUGH
uniform sampler2D rough_picture;   // green: roughness, blue: metallic
#endif
#ifdef NORMAL
uniform sampler2D normal_picture;
#endif
#if defined(GLOW) && defined(GLOWS)
uniform sampler2D glow_picture;
#endif
#ifdef SHADE
uniform sampler2D shade_picture;   // red: ambient occlusion
#endif
#ifdef GLOWS
uniform vec3 emissive_factor;
#endif
#ifdef CUTOUT
uniform float alpha_cutoff;
#endif

centroid in vec2 uv_at;

#ifdef NORMAL
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
#endif

void main() {
    vec4 own = base;
    vec2 rough = vec2(1.0);
    vec3 n = facing_normal();
#ifdef BASE
    own *= texture(base_picture, uv_at);
#endif
#ifdef CUTOUT
    if (own.a < alpha_cutoff) discard;
#endif
#ifdef ROUGH
    rough = texture(rough_picture, uv_at).bg;
#endif
#ifdef NORMAL
    n = bumped(n);
#endif
    vec3 light = lit(own.rgb, made_of.x * rough.x, made_of.y * rough.y, n);
#ifdef SHADE
    light *= texture(shade_picture, uv_at).r;
#endif
#ifdef GLOWS
    vec3 glow = emissive_factor;
#if defined(GLOW) && defined(GLOWS)
    glow *= texture(glow_picture, uv_at).rgb;
#endif
    light += glow;
#endif
#ifdef KEEPS_ALPHA
    float alpha = own.a * shown_share();
#else
    float alpha = shown_share();
#endif
    colour = vec4(shoulder(light) * alpha, alpha);
    through = vec4(1.0 - alpha);
}
