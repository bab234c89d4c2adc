#version 330 core
// Pigment on the lips, in linear light. FILM: with a shining film over it.
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
uniform float rim_px;  // how far skin shows through the painted rim
uniform vec3 film;     // gloss, roughness, light on the lips
#ifdef FILM
uniform vec2 lines;  // px between neighbouring lines of the lips, and 0..1 how well they can be seen
uniform vec3 mouth;  // cos and sin of the line between the corners, sin of the turn to the side
#endif

out vec4 fragment;

// Luminance of a pixel of the box.
float luminance_at(ivec2 px) {
    return dot(texelFetch(backdrop, clamp(px, ivec2(box.xy), ivec2(box.xy + box.zw) - 1), 0).rgb, LUMINANCE);
}

float saturation(vec3 colour) {
    return 1.0 - min(colour.r, min(colour.g, colour.b)) / max(max(colour.r, max(colour.g, colour.b)), 1e-4);
}

// How deep in the lip a pixel of the mask lies.
float depth_at(ivec2 at) {
    return texelFetch(mask, clamp(at, ivec2(0), ivec2(box.zw) - 1), 0).g;
}

// The rim's paint lies on skin, which is brighter than lips and would make it glow: it gets the light of the
// lip beside it.
float rim_limit(ivec2 px, vec4 lip, float local) {
    ivec2 at = px - ivec2(box.xy);
    vec2 inwards = vec2(depth_at(at + ivec2(1, 0)) - depth_at(at - ivec2(1, 0)),
                        depth_at(at + ivec2(0, 1)) - depth_at(at - ivec2(0, 1)));
    float steepness = length(inwards);
    if (steepness <= 0.0) return 4.0 * local;
    float beside = luminance_at(px + ivec2(round(inwards / steepness * rim_px)));
    float from_rim_px = 2.0 * lip.g / steepness;
    float limit = max(1.15 * beside, 0.8 * local);
    return mix(limit, 4.0 * local, smoothstep(0.0, 0.9 * rim_px, from_rim_px));
}

#ifdef FILM
// The lips' surface: x along the mouth, y up across it, z to the camera. Rolls from edge to edge.
vec3 bulge(vec4 lip) {
    float across = mix((lip.g - 0.42) * 1.9, 0.62 - 1.5 * lip.g, lip.a);  // rad, tilted up
    float along = (lip.b - 0.5) * 1.7 + 0.5 * mouth.z;
    return normalize(vec3(sin(along), sin(across), cos(along) * cos(across)));
}

// GGX, with its peak at 1.
float lobe(float n_h, float roughness) {
    float a2 = roughness * roughness;
    float d = n_h * n_h * (a2 - 1.0) + 1.0;
    return a2 * a2 / (d * d);
}

// Brightness of the film under the main light, 1 at a clear mirror of it.
float highlight(ivec2 px, vec4 lip, float light, float local) {
    int reach = int(lines.x);
    float left = luminance_at(px - ivec2(reach, 0)), right = luminance_at(px + ivec2(reach, 0));
    float above = luminance_at(px - ivec2(0, reach)), below = luminance_at(px + ivec2(0, reach));
    // The lips' fine lines bend the film and break the light up: their luminance stands for height.
    vec3 n = bulge(lip);
    float trust = lines.y * smoothstep(0.01, 0.12, local);  // in the dark they drown in noise
    n.xy += 0.35 * trust * clamp(vec2(left - right, below - above) / local, -1.0, 1.0);
    vec3 to_light = vec3(mouth.x * light_direction.x + mouth.y * light_direction.y,
                         mouth.y * light_direction.x - mouth.x * light_direction.y, -light_direction.z);
    float n_h = max(dot(normalize(n), normalize(to_light + vec3(0.0, 0.0, 1.0))), 0.0);
    float detail = mix(1.0, 4.0 * light / max(left + right + above + below, 1e-4), trust);
    // The film thins out towards both edges; a ruler-straight line of light would look drawn.
    // The upper lip faces down: it mirrors the room more than the light.
    float thick = smoothstep(0.02, 0.35, lip.g) * (1.0 - smoothstep(0.7, 1.0, lip.g)) * mix(1.0, 0.6, lip.a);
    float glints = clamp(1.0 + 4.0 * (detail - 1.0), 0.3, 1.8) * clamp(1.5 * light / local - 0.5, 0.1, 1.5);
    return thick * glints * (0.30 * lobe(n_h, film.y) + 0.10 * lobe(n_h, min(2.0 * film.y, 1.0)));
}
#endif

void main() {
    ivec2 px = ivec2(gl_FragCoord.xy);
    vec4 lip = texelFetch(mask, px - ivec2(box.xy), 0);
    if (lip.r <= 0.0) discard;
    vec3 skin = texelFetch(backdrop, px, 0).rgb;
    float bare_light = dot(bare, LUMINANCE);
    float seen = dot(skin, LUMINANCE);

    // Shading relative to the typical lip; what rises above the local level is the lips' own shine.
    float local = max(dot(mix(plane_lower, plane_upper, lip.a), vec3(gl_FragCoord.xy, 1.0)), 0.35 * bare_light);
    float light = min(seen, rim_limit(px, lip, local));
    float knee = mix(1.35, 1.18, matte) * local;
    float over = max(light - knee, 0.0);
    // Shine has the light's colour and pales the lips; brighter light keeps them as red as they are.
    float pale = 1.0 - smoothstep(0.72, 0.95, saturation(skin) / max(saturation(bare), 0.05));
    float shine = pale * over * over / (over + 0.35 * local);
    float shade = (light - shine) / bare_light;
    vec3 own = skin * ((light - shine) / max(seen, 1e-4)) / bare;
    vec3 paint = painted * mix(own, vec3(shade), coverage);
    // What shows through may change the hue from place to place, but not the relief.
    paint *= shade * dot(painted, LUMINANCE) / max(dot(paint, LUMINANCE), 1e-5);
    paint += vec3(shine) * mix(1.0 + 0.8 * film.x, 0.4, matte);

#ifdef FILM
    paint += film.x * film.z * highlight(px, lip, light, local);
#endif

    // Teeth that reach under the mask: not darker, and far less red, than lips that are clearly red.
    float bare_red = (bare.r - bare.g) / (bare.r + bare.g);
    float red = (skin.r - skin.g) / max(skin.r + skin.g, 1e-4) / max(bare_red, 0.01);
    float tooth = (1.0 - smoothstep(0.35, 0.6, red)) * smoothstep(0.8, 1.3, seen / bare_light)
                * smoothstep(0.6, 0.85, lip.g) * smoothstep(0.08, 0.2, bare_red);
    fragment = vec4(mix(skin, paint, lip.r * opacity * (1.0 - tooth)), 1.0);
}
