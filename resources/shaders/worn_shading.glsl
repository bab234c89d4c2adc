// Metallic-roughness shading in the light of the studio.
#include "common.glsl"
#include "worn_block.glsl"

uniform sampler2D studio;

const float PI = 3.14159265;
const float SHARPEST = 0.04;   // polished: still a little blur, so that highlights do not sparkle
const float SKIN_BOUNCE = 0.3; // what the face gives back of the light on it

vec3 studio_light(vec3 direction, float roughness) {
    // Same layout as environment.directions.
    vec2 uv = vec2(0.5 + atan(direction.x, direction.z) / (2.0 * PI), acos(clamp(direction.y, -1.0, 1.0)) / PI);
    return textureLod(studio, uv, 5.0 * sqrt(clamp(roughness, SHARPEST, 1.0))).rgb;
}

vec3 matt_light(vec3 n) {
    vec3 sum = irradiance[0].rgb + irradiance[1].rgb * n.y + irradiance[2].rgb * n.z + irradiance[3].rgb * n.x;
    sum += irradiance[4].rgb * (n.x * n.y) + irradiance[5].rgb * (n.y * n.z);
    sum += irradiance[6].rgb * (3.0 * n.z * n.z - 1.0) + irradiance[7].rgb * (n.x * n.z);
    return max(sum + irradiance[8].rgb * (n.x * n.x - n.y * n.y), 0.0);
}

// Mirrored light of a GGX surface, the fit of Karis, "Physically based shading on mobile" (2014).
vec3 mirror_share(vec3 f0, float roughness, float facing) {
    vec4 r = roughness * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
    float a = min(r.x * r.x, exp2(-9.28 * facing)) * r.x + r.y;
    vec2 ab = vec2(-1.04, 1.04) * a + r.zw;
    return f0 * ab.x + ab.y;
}

// Rolls highlights off instead of cutting them: exact up to 0.75, never above 1.
vec3 shoulder(vec3 light) {
    vec3 over = max(light - 0.75, 0.0);
    return min(light, 0.75) + 0.25 * (1.0 - exp(-over * 4.0));
}

// What comes from the surroundings along `direction` to a point: from the head it is the wearer's skin.
vec3 surroundings(vec3 point_camera, vec3 direction_camera, float roughness) {
    vec3 light = studio_light(mat3(studio_from_camera) * direction_camera, roughness);
    vec3 head = (camera_from_model * vec4(0.0, -10.0, -80.0, 1.0)).xyz - point_camera;
    float to_head = smoothstep(0.45, 0.8, dot(direction_camera, normalize(head)));
    return mix(light, vec3(0.62, 0.42, 0.33) * SKIN_BOUNCE, to_head) * light_ambient.rgb;
}

vec3 lit(vec3 albedo, float metallic, float roughness, vec3 point_camera, vec3 n, float open) {
    vec3 to_eye = normalize(-point_camera);
    float facing = clamp(dot(n, to_eye), 0.0, 1.0);
    vec3 f0 = mix(vec3(0.04), albedo, metallic);
    vec3 mirrored = surroundings(point_camera, reflect(-to_eye, n), roughness) * mirror_share(f0, roughness, facing);
    vec3 matt = albedo * (1.0 - metallic) * matt_light(mat3(studio_from_camera) * n) * light_ambient.rgb;
    return (matt + mirrored) * open;
}

// A thin lens: what shines through is multiplied, what it mirrors is added.
void lens(vec4 base_colour, float amount, vec3 point_camera, vec3 n, float model_y, out vec3 mirrored,
          out vec3 through) {
    vec3 to_eye = normalize(-point_camera);
    float facing = clamp(dot(n, to_eye), 0.0, 1.0);
    float down = clamp((fade.z - model_y) / max(fade.z - fade.w, 1.0), 0.0, 1.0);
    float density = lens_tint.a * (1.0 - lens_gradient.x * smoothstep(0.15, 0.95, down));
    through = base_colour.rgb * mix(vec3(1.0), lens_tint.rgb, density) * amount;
    // Coated clear lenses mirror little (1.5 %), dark ones what bare plastic does on its front (4 %).
    float f0 = mix(0.015, 0.05, lens_tint.a);
    float share = f0 + (0.7 - f0) * pow(1.0 - facing, 5.0);
    mirrored = surroundings(point_camera, reflect(-to_eye, n), 0.0) * share;
    through *= 1.0 - share;
}
