#version 330 core
// A textured mesh in camera space; `shade` is its brightness and `cover` its opacity, from vertex to vertex.
layout(location = 0) in vec3 position;
layout(location = 1) in vec2 uv_in;
layout(location = 2) in float shade_in;
layout(location = 3) in float cover_in;
uniform mat4 clip_from_camera;
out vec2 uv;
out float shade;
out float cover;

void main() {
    uv = uv_in;
    shade = shade_in;
    cover = cover_in;
    gl_Position = clip_from_camera * vec4(position, 1.0);
}
