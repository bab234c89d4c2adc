#version 330 core
#include "worn_vertex.glsl"

void main() {
    place();
}
