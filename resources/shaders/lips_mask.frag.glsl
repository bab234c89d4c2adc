#version 330 core
// r: how much paint lies here; g: 0 at the outer edge .. 1 at the inner; b: along the lip; a: upper lip.
in vec3 v_inward;
in vec3 v_place;

uniform float softness_px;

out vec4 fragment;

void main() {
    float from_outer = v_inward.x;
    float from_inner = v_inward.y;
    float open = v_place.z;
    // Painted a touch over the rim, as one does: the landmarks run just inside the colour's border.
    float edge = smoothstep(-1.25 * softness_px, 0.75 * softness_px, from_outer);
    // A brush lays a little less at the very rim.
    float depth = max(from_outer, 0.0) / max(max(from_outer, 0.0) + max(from_inner, 0.0), 1e-3);
    edge *= mix(0.93, 1.0, smoothstep(0.0, 0.1, depth));
    // The inner edge fades towards the teeth. Where the lips touch there is no edge at all.
    float inner = smoothstep(-1.2 * softness_px, 0.8 * softness_px, from_inner);
    float corner = smoothstep(0.0, 2.2 * softness_px, v_inward.z);
    fragment = vec4(edge * mix(1.0, inner, open) * corner, clamp(depth, 0.0, 1.0), v_place.x, v_place.y);
}
