#version 330 core
// Depth only. Under the worn pass's blending (colour + picture * through) this leaves the picture as it is.
layout(location = 0, index = 0) out vec4 colour;
layout(location = 0, index = 1) out vec4 through;

void main() {
    colour = vec4(0.0);
    through = vec4(1.0);
}
