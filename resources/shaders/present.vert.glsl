#version 330 core
// The unit square over the viewport's picture area.
layout(location = 0) in vec2 corner;

uniform vec4 area;    // left, bottom, width, height of the picture in clip space
uniform vec2 orient;  // 1 mirrors left and right; 1 puts the picture's top row at the bottom of the buffer

out vec2 uv;

void main() {
    uv = vec2(mix(corner.x, 1.0 - corner.x, orient.x), mix(1.0 - corner.y, corner.y, orient.y));
    gl_Position = vec4(area.xy + corner * area.zw, 0.0, 1.0);
}
