// Of the picture being drawn. Filled by renderer.py once per scene.
layout(std140) uniform FrameBlock {
    mat4 clip_from_camera;  // camera mm (x right, y down, z forward) to clip space
    vec4 picture;           // width, height, 1 / width, 1 / height in px
    vec4 light_direction;   // unit vector in camera space towards the main light
    vec4 light_ambient;     // linear RGB on the face
};

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // linear sRGB, IEC 61966-2-1
