#version 330 core
// Averages the samples of the box in linear light and lays them over the picture where the shoe was drawn and
// no leg hangs before it.
#include "common.glsl"

uniform sampler2DMS drawn;
uniform vec4 placing;  // the box's corner in px, number of samples, opacity
#ifdef MASKED
uniform sampler2D mask;          // red: leg
uniform mat3 mask_from_picture;  // affine, px to the texture
uniform float leg_hides;         // 0..1: how far the leg hangs over the shoe
#endif

out vec4 colour;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 inside = at - ivec2(placing.xy);
    int samples = int(placing.z);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < samples; ++i) sum += texelFetch(drawn, inside, i);
    sum /= placing.z;
    float shown = placing.w;
#ifdef MASKED
    vec2 place = (mask_from_picture * vec3(gl_FragCoord.xy, 1.0)).xy;
    shown *= 1.0 - leg_hides * smoothstep(0.35, 0.65, texture(mask, place).r);
#endif
    if (sum.a <= 0.0 || shown < 0.003) discard;
    colour = sum * shown;
}
