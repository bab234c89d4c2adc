#version 330 core
// The bare foot in a shoe: the frame itself, whatever the floor has been laid over it since.
uniform sampler2D frame;
uniform vec2 origin;             // the corner in px of the box that is drawn in
#ifdef MASKED
uniform sampler2D mask;          // red: leg, alpha: the real foot
uniform mat3 mask_from_picture;  // affine, px to the texture
#endif

out vec4 colour;

void main() {
    vec2 px = gl_FragCoord.xy + origin;
#ifdef MASKED
    vec4 what = texture(mask, (mask_from_picture * vec3(px, 1.0)).xy);
    if (what.r + what.a < 0.5) discard;  // past a slim foot one sees the shoe's inside
#endif
    colour = vec4(texelFetch(frame, ivec2(px), 0).rgb, 1.0);
}
