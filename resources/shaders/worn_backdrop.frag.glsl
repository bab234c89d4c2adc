#version 330 core
// The picture as it is, into the box that a worn thing is drawn in. Alpha 0: not touched yet.
uniform sampler2D picture_so_far;
uniform vec2 origin;  // the box's corner in px

out vec4 colour;

void main() {
    colour = vec4(texelFetch(picture_so_far, ivec2(gl_FragCoord.xy + origin), 0).rgb, 0.0);
}
