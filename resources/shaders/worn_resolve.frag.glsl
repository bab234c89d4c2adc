#version 330 core
// Averages the samples of the box in linear light and lays them over the picture where anything was drawn.
uniform sampler2DMS drawn;
uniform vec4 placing;  // the box's corner in px, number of samples, opacity
uniform sampler2D picture_so_far;

out vec4 colour;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 inside = at - ivec2(placing.xy);
    int samples = int(placing.z);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < samples; ++i) sum += texelFetch(drawn, inside, i);
    if (sum.a <= 0.0) discard;
    sum /= placing.z;
    if (placing.w < 1.0) {
        sum.rgb = mix(texelFetch(picture_so_far, at, 0).rgb, sum.rgb, placing.w);
    }
    colour = vec4(sum.rgb, 1.0);
}
