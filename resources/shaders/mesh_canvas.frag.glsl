#version 330 core
// The mesh's own colours, unlit: the light is in the photograph. With OPAQUE the texture's alpha does not count.
in vec2 uv;
in float shade;
in float cover;
uniform sampler2D image;
out vec4 colour;

void main() {
    vec4 texel = texture(image, uv);
#ifdef OPAQUE
    colour = vec4(texel.rgb * shade, 1.0);
#else
    float alpha = texel.a * cover;
    if (alpha < 0.01) discard;
    colour = vec4(texel.rgb * shade, alpha);
#endif
}
