#version 330 core
#include "worn_shading.glsl"

void main() {
    vec3 light = lit(base.rgb, made_of.x, made_of.y, facing_normal());
    float alpha = base.a * shown_share();
    colour = vec4(shoulder(light) * alpha, alpha);
    through = vec4(1.0 - alpha);
}
