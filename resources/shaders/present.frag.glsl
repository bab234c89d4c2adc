#version 330 core
// The look, or left of the line the bare frame. Bytes are passed through: the textures are read undecoded.
in vec2 place;
in vec2 uv;

uniform sampler2D look;
uniform sampler2D original;
uniform vec2 split;   // where the line is, 0..1 (negative: none), and half its width
uniform vec2 spread;  // half the distance between the four samples of a reduced picture; 0: one sample
uniform float encode; // 1 where the driver cannot read undecoded

out vec4 fragment;

vec3 srgb(vec3 linear) {
    return mix(12.92 * linear, 1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, linear));
}

vec3 sampled(sampler2D picture) {
    if (spread.x <= 0.0) return texture(picture, uv).rgb;
    vec2 other = vec2(spread.x, -spread.y);
    return 0.25 * (texture(picture, uv + spread).rgb + texture(picture, uv - spread).rgb
                 + texture(picture, uv + other).rgb + texture(picture, uv - other).rgb);
}

void main() {
    vec3 rgb;
    if (place.x < split.x) rgb = sampled(original);
    else rgb = sampled(look);
    if (encode > 0.5) rgb = srgb(rgb);
    // The line, nearly white, between two thin shadows.
    float off = abs(place.x - split.x);
    rgb = mix(rgb, vec3(0.0), 0.22 * step(off, 2.0 * split.y) * step(0.0, split.x));
    rgb = mix(rgb, vec3(0.95), step(off, split.y) * step(0.0, split.x));
    fragment = vec4(rgb, 1.0);
}
