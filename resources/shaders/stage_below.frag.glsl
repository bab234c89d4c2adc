#version 330 core
// How near the floor: 1 on it, 0.5 at three centimetres.
in float height_mm;
out vec4 colour;

void main() {
    colour = vec4(exp2(-max(height_mm, 0.0) / 30.0));
}
