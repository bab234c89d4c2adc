#version 330 core
// Part and instance as they are, and the distance in quarters of a millimetre as two bytes.
flat in vec2 label;
in float depth_mm;
out vec4 colour;

void main() {
    float quarters = floor(clamp(depth_mm * 4.0, 0.0, 65535.0));
    float high = floor(quarters / 256.0);
    colour = vec4(label, high / 255.0, (quarters - 256.0 * high) / 255.0);
}
