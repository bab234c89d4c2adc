#version 330 core
// Lip strips into the mask.
layout(location = 0) in vec2 position;  // px of the picture
layout(location = 1) in vec3 inward;    // px from the outer edge, the inner edge and the nearer corner
layout(location = 2) in vec3 place;     // along 0..1, upper lip 1, openness 0..1

uniform vec4 clip_from_mask;  // scale x, scale y, offset x, offset y

out vec3 v_inward;
out vec3 v_place;

void main() {
    v_inward = inward;
    v_place = place;
    gl_Position = vec4(position * clip_from_mask.xy + clip_from_mask.zw, 0.0, 1.0);
}
