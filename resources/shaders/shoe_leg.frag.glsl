#version 330 core
// The leg that stands in a shoe: its depth, where the mask sees one. Of a bare foot the picture, too, since the
// floor has been laid over what the mask took for a foot.
#ifdef MASKED
uniform sampler2D mask;          // red: leg, green: what of the real foot is hidden, alpha: all of it
uniform mat3 mask_from_picture;  // affine, px to the texture
uniform vec2 origin;             // the corner in px of the box that is drawn in
#endif
#ifdef BARE
uniform sampler2D frame;
#endif

out vec4 colour;

void main() {
    colour = vec4(0.0);
#ifdef MASKED
    vec4 what = texture(mask, (mask_from_picture * vec3(gl_FragCoord.xy + origin, 1.0)).xy);
#ifdef BARE
    if (what.r + what.a - what.g < 0.5) discard;
    colour = vec4(texelFetch(frame, ivec2(gl_FragCoord.xy + origin), 0).rgb, 1.0);
#else
    if (what.r < 0.3) discard;
#endif
#endif
}
