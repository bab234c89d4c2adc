#version 330 core
// Pigment and film on the lips, in linear light.
#include "common.glsl"

uniform vec4 box;
uniform sampler2D backdrop;  // the picture so far
uniform sampler2D mask;      // lips_mask.frag.glsl
uniform vec3 bare;           // colour of the bare lips
uniform vec3 painted;        // colour of the painted lips under the same light
uniform vec3 plane_upper;    // luminance of the bare upper lip = dot(plane, (x, y, 1))
uniform vec3 plane_lower;
uniform float coverage;
uniform float opacity;
uniform float matte;
uniform vec3 film;   // gloss, roughness, light
uniform vec3 mouth;  // cos and sin of the line between the corners, sin of the turn to the side

out vec4 fragment;

float luminance_at(ivec2 px) {
    return dot(texelFetch(backdrop, clamp(px, ivec2(box.xy), ivec2(box.xy + box.zw) - 1), 0).rgb, LUMINANCE);
}

// The lips' surface: x along the mouth, y up across it, z to the camera. Rolls from edge to edge.
vec3 bulge(vec4 lip) {
    float across = mix((lip.g - 0.42) * 1.9, 0.62 - 1.5 * lip.g, lip.a);  // rad, tilted up
    float along = (lip.b - 0.5) * 1.1 + 0.6 * mouth.z;
    return normalize(vec3(sin(along), sin(across), cos(along) * cos(across)));
}

// GGX, with its peak at 1.
float lobe(float n_h, float roughness) {
    float a2 = roughness * roughness;
    float d = n_h * n_h * (a2 - 1.0) + 1.0;
    return a2 * a2 / (d * d);
}

void main() {
    ivec2 px = ivec2(gl_FragCoord.xy);
    vec4 lip = texelFetch(mask, px - ivec2(box.xy), 0);
    if (lip.r <= 0.0) discard;
    vec3 skin = texelFetch(backdrop, px, 0).rgb;
    float bare_light = dot(bare, LUMINANCE);
    float light = dot(skin, LUMINANCE);

    // Shading relative to the typical lip; what rises above the local level is the lips' own shine.
    float local = max(dot(mix(plane_lower, plane_upper, lip.a), vec3(gl_FragCoord.xy, 1.0)), 0.35 * bare_light);
    float knee = 1.35 * local;
    float over = max(light - knee, 0.0);
    float shine = over * over / (over + 0.35 * local);
    float shade = (light - shine) / bare_light;
    vec3 own = skin * ((light - shine) / max(light, 1e-4)) / bare;
    vec3 paint = painted * mix(own, vec3(shade), coverage);
    paint += vec3(shine) * mix(1.0 + 0.8 * film.x, 0.3, matte);

    if (film.x > 0.0) {
        // Fine lines of the lips bend the film: their luminance stands for height.
        vec2 slope = vec2(luminance_at(px + ivec2(1, 0)) - luminance_at(px - ivec2(1, 0)),
                          luminance_at(px + ivec2(0, 1)) - luminance_at(px - ivec2(0, 1))) / local;
        vec3 n = bulge(lip);
        n.xy += 0.35 * clamp(vec2(-slope.x, slope.y), -1.0, 1.0);
        n = normalize(n);
        vec3 to_light = vec3(mouth.x * light_direction.x + mouth.y * light_direction.y,
                             mouth.y * light_direction.x - mouth.x * light_direction.y, -light_direction.z);
        vec3 h = normalize(to_light + vec3(0.0, 0.0, 1.0));
        float wet = lobe(max(dot(n, h), 0.0), film.y);
        paint += film.x * film.z * wet * 0.5 * clamp(light / local, 0.0, 1.5);
    }

    // Teeth that reach under the mask: brighter and far less red than lips, near the inner edge.
    float red = (skin.r - skin.g) / max(skin.r + skin.g, 1e-4);
    float bare_red = (bare.r - bare.g) / (bare.r + bare.g);
    float tooth = smoothstep(0.55, 0.3, red / max(bare_red, 0.05)) * smoothstep(1.0, 1.5, light / bare_light)
                * smoothstep(0.6, 0.8, lip.g);
    fragment = vec4(mix(skin, paint, lip.r * opacity * (1.0 - tooth)), 1.0);
}
