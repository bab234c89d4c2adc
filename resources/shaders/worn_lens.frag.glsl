#version 330 core
// A thin lens: what shines through is multiplied, what it mirrors is added.
#include "worn_shading.glsl"

// Coated clear lenses mirror little of what they face, dark ones what bare plastic does.
const float COATED = 0.015, BARE = 0.035;

const float LENS_MARK = 1.0 / 256.0;

void main() {
    vec3 n = facing_normal();
    vec3 to_eye = normalize(-place_at.xyz);
    float down = (fade.z - normal_at.w) / max(fade.z - fade.w, 1.0);
    float density = lens_tint.a * (1.0 - lens_gradient.x * smoothstep(0.15, 0.95, down));
    float grazing = 1.0 - clamp(dot(n, to_eye), 0.0, 1.0);
    float twice = grazing * grazing;
    float share = mix(COATED, BARE, lens_tint.a) + 0.65 * twice * twice * grazing;
    float shown = shown_share();
    vec3 clear = base.rgb * mix(vec3(1.0), lens_tint.rgb, density) * made_of.z * (1.0 - share);
    // Hardly any alpha, enough to say that the pixel is touched: a lens casts no shadow.
    colour = vec4(shoulder(surroundings(reflect(-to_eye, n), 0.04) * share) * shown, LENS_MARK * shown);
    through = vec4(mix(vec3(1.0), clear, shown), 1.0);
}
