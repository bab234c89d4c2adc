#version 330 core
// A drawing on the skin: pigment in the skin's light, over what is there.
#include "common.glsl"

in vec2 at;
in float cover;
uniform sampler2D backdrop;  // the picture so far
uniform sampler2D pattern;   // linear RGB, straight alpha
uniform float skin;          // linear luminance of this face's skin
uniform vec3 exposure;       // linear light that white pigment would send back
uniform float amount;        // coverage times opacity
uniform float texture_kept;  // 0..1 of the skin's light and shade
out vec4 colour;

void main() {
    vec4 paint = texture(pattern, at);
    float alpha = paint.a * amount * smoothstep(0.0, 1.0, cover);
    if (alpha < 0.002) discard;
    vec4 bare = texelFetch(backdrop, ivec2(gl_FragCoord.xy), 0);
    float shade = clamp(dot(bare.rgb, LUMINANCE) / skin, 0.0, 2.5);
    vec3 pigment = paint.rgb * exposure * mix(1.0, shade, texture_kept);
    colour = vec4(mix(bare.rgb, pigment, alpha), 1.0);
}
