#version 330 core
// The bare foot in a shoe: the frame itself, whatever the floor has been laid over it since.
uniform sampler2D frame;
uniform vec2 origin;  // the corner in px of the box that is drawn in

out vec4 colour;

void main() {
    colour = vec4(texelFetch(frame, ivec2(gl_FragCoord.xy + origin), 0).rgb, 1.0);
}
