// Metallic-roughness shading in the light of the studio.
#include "common.glsl"
#include "worn_block.glsl"

uniform sampler2D studio;

centroid in vec4 place_at;
centroid in vec4 normal_at;
centroid in vec4 base;
centroid in vec4 made_of;

layout(location = 0, index = 0) out vec4 colour;   // light sent by the surface, times its alpha
layout(location = 0, index = 1) out vec4 through;  // share of the light behind that is still seen

const vec3 SKIN_BOUNCE = vec3(0.62, 0.42, 0.33) * 0.3;  // what the face gives back of the light on it
const float BRIGHTEST = 8.0;                            // environment.BRIGHTEST

vec3 studio_light(vec3 d, float roughness) {
    // Octahedral, the camera in the middle: environment.octahedral.
    vec2 p = d.xy / (abs(d.x) + abs(d.y) + abs(d.z));
    vec2 folded = (1.0 - abs(p.yx)) * vec2(p.x < 0.0 ? -1.0 : 1.0, p.y < 0.0 ? -1.0 : 1.0);
    vec3 root = textureLod(studio, (d.z < 0.0 ? folded : p) * 0.5 + 0.5, 5.0 * sqrt(roughness)).rgb;
    return root * root * BRIGHTEST;
}

vec3 matt_light(vec3 n) {
    vec3 sum = irradiance[0].rgb + irradiance[1].rgb * n.y + irradiance[2].rgb * n.z + irradiance[3].rgb * n.x;
    sum += irradiance[4].rgb * (n.x * n.y) + irradiance[5].rgb * (n.y * n.z);
    sum += irradiance[6].rgb * (3.0 * n.z * n.z - 1.0) + irradiance[7].rgb * (n.x * n.z);
    return max(sum + irradiance[8].rgb * (n.x * n.x - n.y * n.y), 0.0);
}

// Rolls highlights off instead of cutting them: exact up to 0.75, never above 1.
vec3 shoulder(vec3 light) {
    vec3 over = max(light - 0.75, 0.0);
    return light - over + over / (1.0 + 4.0 * over);
}

#ifdef ON_FLOOR
// The studio is scaled for what faces its key; most of a shoe does, and white ones must not burn out.
const float OVER_FLOOR = 0.84;
// Rooms have no softbox right above the floor: with the studio's whole light in it black leather looks grey.
const float LESS_MIRRORED = 0.6;

// How much of the light from below and from the side gets to a place so high over the floor that it stands on.
float open_share(float from, float to) {
    return mix(from, 1.0, smoothstep(0.0, to, normal_at.w));
}

// What comes from the surroundings along `direction`: from below it is the floor.
vec3 surroundings(vec3 direction, float roughness) {
    vec3 lit_floor = floor_light.rgb * open_share(0.3, 60.0);
    float down = smoothstep(0.1 + 0.3 * roughness, -0.1 - 0.4 * roughness, direction.y);
    return mix(studio_light(direction, roughness), lit_floor, down) * light_ambient.rgb;
}

vec3 ambient_light(vec3 n) {
    return matt_light(n) * mix(open_share(0.45, 35.0), 1.0, max(n.y, 0.0));
}
#else
// What comes from the surroundings along `direction`: from the head it is the wearer's skin.
vec3 surroundings(vec3 direction, float roughness) {
    float to_head = smoothstep(0.45, 0.8, dot(direction, normalize(head.xyz - place_at.xyz)));
    return mix(studio_light(direction, roughness), SKIN_BOUNCE, to_head) * light_ambient.rgb;
}

vec3 ambient_light(vec3 n) {
    return matt_light(n);
}
#endif

// How much of the surface is still there: temples vanish behind the ears.
float shown_share() {
    return 1.0 - smoothstep(fade.x, fade.y, -place_at.w);
}

// The surface's normal towards the eye.
vec3 facing_normal() {
    vec3 n = normalize(normal_at.xyz);
    return gl_FrontFacing ? n : -n;
}

vec3 lit(vec3 albedo, float metallic, float roughness, vec3 n) {
    vec3 to_eye = normalize(-place_at.xyz);
    float alpha = roughness * roughness;
    roughness = clamp(sqrt(sqrt(alpha * alpha + made_of.w)), 0.04, 1.0);
    float facing = clamp(dot(n, to_eye), 0.0, 1.0);
    vec3 f0 = mix(vec3(0.04), albedo, metallic);
    // The share that is mirrored: the fit of Karis, "Physically based shading on mobile" (2014).
    vec4 r = roughness * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
    float a = min(r.x * r.x, exp2(-9.28 * facing)) * r.x + r.y;
    vec3 share = f0 * (-1.04 * a + r.z) + (1.04 * a + r.w);
    vec3 mirrored = surroundings(reflect(-to_eye, n), roughness) * share;
#ifdef ON_FLOOR
    mirrored *= LESS_MIRRORED;
    return (albedo * (1.0 - metallic) * ambient_light(n) * light_ambient.rgb + mirrored) * OVER_FLOOR;
#else
    return albedo * (1.0 - metallic) * ambient_light(n) * light_ambient.rgb + mirrored;
#endif
}
