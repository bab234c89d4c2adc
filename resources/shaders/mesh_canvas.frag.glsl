#version 330 core
// The mesh's own colours, unlit: the light is in the photograph.
in vec2 uv;
in float shade;
in float cover;
uniform sampler2D image;
uniform float covering;  // 1: the picture's alpha counts; 0: opaque throughout
out vec4 colour;

void main() {
    vec4 texel = texture(image, uv);
    float alpha = mix(1.0, texel.a * cover, covering);
    if (alpha < 0.01) discard;
    colour = vec4(texel.rgb * shade, alpha);
}
