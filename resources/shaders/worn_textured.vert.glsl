#version 330 core
#include "worn_vertex.glsl"

centroid out vec2 uv_at;

void main() {
    place();
    uv_at = uv_curvature.xy;
}
