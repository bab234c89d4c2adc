#version 330 core
// Landmarks over the presented picture.
layout(location = 0) in vec2 position;  // px of the picture

uniform vec4 clip_from_picture;  // scale x, scale y, offset x, offset y
uniform float size_px;

void main() {
    gl_Position = vec4(position * clip_from_picture.xy + clip_from_picture.zw, 0.0, 1.0);
    gl_PointSize = size_px;
}
