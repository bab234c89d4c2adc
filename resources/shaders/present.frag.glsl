#version 330 core
// The look or the bare frame. Bytes are passed through: the texture is read undecoded.
// REDUCED: shown at less than REDUCED (present.py) of its size. ENCODE: the driver cannot read undecoded.
in vec2 uv;

uniform sampler2D look;
#ifdef REDUCED
uniform vec2 spread;  // half the distance between the four samples of a pixel
#endif

out vec4 fragment;

vec3 sampled(sampler2D picture) {
#ifdef REDUCED
    vec2 other = vec2(spread.x, -spread.y);
    return 0.25 * (texture(picture, uv + spread).rgb + texture(picture, uv - spread).rgb
                 + texture(picture, uv + other).rgb + texture(picture, uv - other).rgb);
#else
    return texture(picture, uv).rgb;
#endif
}

vec3 srgb(vec3 linear) {
    return mix(12.92 * linear, 1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, linear));
}

void main() {
    vec3 rgb = sampled(look);
#ifdef ENCODE
    rgb = srgb(rgb);
#endif
    fragment = vec4(rgb, 1.0);
}
