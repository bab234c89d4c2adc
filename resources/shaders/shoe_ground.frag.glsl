#version 330 core
// The floor in place of the real foot, and on it the shadow of the worn shoe.
#include "common.glsl"

uniform sampler2D picture_so_far;
uniform sampler2D sole_shadow;      // red: of what touches the floor, green: of all, blue: of all, by a lamp
uniform mat3 shadow_from_picture;   // homography, px to the texture
uniform vec2 shadow_moved;          // of the lamp's shadow, in the texture
uniform vec3 darkness;              // of each at its darkest
#ifdef MASKED
uniform sampler2D mask;             // red: leg, green: what of the real foot goes, blue: other feet, alpha: it
uniform sampler2D floor_colour;     // square root of linear RGB
uniform mat3 mask_from_picture;     // affine, px to both textures
uniform float hide;
#endif

out vec4 colour;

float shadow_at(vec2 px) {
    vec3 place = shadow_from_picture * vec3(px, 1.0);
    vec2 at = place.xy / place.z;
    vec2 moved = at + shadow_moved;
    // Nothing is stored up to the texture's edge, so clamping does no harm; behind the horizon is no floor.
    vec3 dark = darkness * vec3(texture(sole_shadow, at).rg, texture(sole_shadow, moved).b);
    return place.z > 0.0 ? 1.0 - (1.0 - dark.x) * (1.0 - dark.y) * (1.0 - dark.z) : 0.0;
}

void main() {
    vec3 seen = texelFetch(picture_so_far, ivec2(gl_FragCoord.xy), 0).rgb;
    float shade = shadow_at(gl_FragCoord.xy);
#ifdef MASKED
    vec2 at = (mask_from_picture * vec3(gl_FragCoord.xy, 1.0)).xy;
    vec4 what = texture(mask, at);
    float bare = 1.0 - smoothstep(0.3, 0.6, what.r);
    float hidden = smoothstep(0.12, 0.45, what.g) * bare * hide;
    float stays = what.a - what.g;   // of this foot: its ankle and instep, over the floor
    shade *= bare * (1.0 - smoothstep(0.3, 0.7, what.b)) * (1.0 - smoothstep(0.3, 0.6, stays));
    if (hidden < 0.003 && shade < 0.003) discard;
    vec3 root = texture(floor_colour, at).rgb;
    seen = mix(seen, root * root, hidden);
#else
    if (shade < 0.003) discard;
#endif
    colour = vec4(seen * (1.0 - shade), 1.0);
}
