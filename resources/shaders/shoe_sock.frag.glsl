#version 330 core
// A sock in a shoe: only where the picture shows a leg or a foot, so that it never stands out over the floor.
#include "worn_shading.glsl"

uniform sampler2D mask;          // red: leg, alpha: the real foot
uniform mat3 mask_from_picture;  // affine, px to the texture
uniform vec2 origin;             // the corner in px of the box that is drawn in

void main() {
    vec4 what = texture(mask, (mask_from_picture * vec3(gl_FragCoord.xy + origin, 1.0)).xy);
    if (what.r + what.a < 0.4) discard;
    // Knitted: it mirrors nothing.
    colour = vec4(shoulder(base.rgb * ambient_light(facing_normal()) * light_ambient.rgb), 1.0);
    through = vec4(0.0);
}
