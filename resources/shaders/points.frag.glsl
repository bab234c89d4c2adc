#version 330 core
// Round dots with a soft rim.
uniform vec4 colour;  // sRGB and opacity

out vec4 fragment;

void main() {
    float radius = length(gl_PointCoord * 2.0 - 1.0);
    fragment = vec4(colour.rgb, colour.a * (1.0 - smoothstep(0.6, 1.0, radius)));
}
