#version 330 core
// The things above the floor as seen from below it, straight up.
layout(location = 0) in vec3 position;
uniform vec4 contact_from_world;
out float height_mm;

void main() {
    vec2 at = position.xz * contact_from_world.xy + contact_from_world.zw;
    height_mm = position.y;
    gl_Position = vec4(at * 2.0 - 1.0, clamp(position.y / 600.0, -0.9, 1.5), 1.0);
}
