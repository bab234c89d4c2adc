#version 330 core
// A sock in a shoe: only where the picture shows a leg or a foot, so that it never stands out over the floor.
#include "worn_shading.glsl"

uniform sampler2D mask;          // red: leg, green: the real foot
uniform mat3 mask_from_picture;  // affine, px to the texture
uniform vec2 origin;             // the corner in px of the box that is drawn in

void main() {
    vec2 at = (mask_from_picture * vec3(gl_FragCoord.xy + origin, 1.0)).xy;
    vec3 what = texture(mask, at).rgb;
    if (what.r + what.g < 0.4) discard;
    colour = vec4(shoulder(lit(base.rgb, made_of.x, made_of.y, facing_normal())), 1.0);
    through = vec4(0.0);
}
