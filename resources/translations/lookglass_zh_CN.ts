<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Lookglass</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Wear</source>
        <translation>试戴(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Lab</source>
        <translation>实验室(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation>尚无测量数据。</translation>
    </message>
    <message>
        <source>Nothing new is shown just now: the figures are those of the last pictures.</source>
        <translation>当前没有新画面，数据来自最近的画面。</translation>
    </message>
    <message>
        <source>The picture keeps pace; nothing needs doing.</source>
        <translation>画面流畅，无需处理。</translation>
    </message>
    <message>
        <source>The recording has lost {count} frames in five seconds: record a smaller picture or to a faster disk, or wear less.</source>
        <translation>录制在五秒内丢失了 {count} 帧：请降低录制分辨率、换用更快的磁盘，或减少佩戴。</translation>
    </message>
    <message>
        <source>The camera gives only {count} frames a second: more light helps, or another camera mode.</source>
        <translation>摄像头每秒只有 {count} 帧：请增加光线，或换用其他摄像头模式。</translation>
    </message>
    <message>
        <source>Drawing takes {ms} of {whole_ms} ms: wear less, make the window smaller, or open a source with a smaller picture.</source>
        <translation>渲染占 {whole_ms} 毫秒中的 {ms} 毫秒：请减少佩戴、缩小窗口，或打开分辨率更低的来源。</translation>
    </message>
    <message>
        <source>The finder takes {ms} of {whole_ms} ms: close other programs, or use a computer whose graphics card ONNX Runtime can use.</source>
        <translation>人脸检测占 {whole_ms} 毫秒中的 {ms} 毫秒：请关闭其他程序，或使用显卡受 ONNX Runtime 支持的电脑。</translation>
    </message>
    <message>
        <source>Frames wait {ms} of {whole_ms} ms for their turn: the processor is busy; close other programs, or open a source with a smaller picture.</source>
        <translation>每帧 {whole_ms} 毫秒中有 {ms} 毫秒在排队：处理器繁忙，请关闭其他程序，或打开分辨率更低的来源。</translation>
    </message>
    <message>
        <source>Text at {percent} %</source>
        <translation>文字 {percent}%</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Text si&amp;ze</source>
        <translation>文字大小(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>Theme of the &amp;system</source>
        <translation>跟随系统主题(&amp;S)</translation>
    </message>
    <message>
        <source>Lookglass cannot use {suffix} files</source>
        <translation>Lookglass 不支持 {suffix} 文件</translation>
    </message>
    <message>
        <source>Wear these models</source>
        <translation>试戴这些模型</translation>
    </message>
    <message>
        <source>Wear this model</source>
        <translation>试戴此模型</translation>
    </message>
    <message>
        <source>Wear these drawings</source>
        <translation>试用这些彩绘</translation>
    </message>
    <message>
        <source>Wear this drawing</source>
        <translation>试用此彩绘</translation>
    </message>
    <message>
        <source>Open the last of these clips</source>
        <translation>打开其中最后一个视频</translation>
    </message>
    <message>
        <source>Open this clip</source>
        <translation>打开此视频</translation>
    </message>
    <message>
        <source>Open the last of these pictures</source>
        <translation>打开其中最后一张图片</translation>
    </message>
    <message>
        <source>Open this picture</source>
        <translation>打开此图片</translation>
    </message>
    <message>
        <source>Open the last of these folders</source>
        <translation>打开其中最后一个文件夹</translation>
    </message>
    <message>
        <source>Open this folder of pictures</source>
        <translation>打开此图片文件夹</translation>
    </message>
    <message>
        <source>There is no file {name}</source>
        <translation>没有文件 {name}</translation>
    </message>
    <message>
        <source>Lookglass finds nothing in the folder {name}</source>
        <translation>文件夹 {name} 中没有可用内容</translation>
    </message>
    <message>
        <source>Lookglass cannot use {name}</source>
        <translation>Lookglass 无法使用 {name}</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 等另外 {count} 项</translation>
    </message>
    <message>
        <source>To wear: {names}.</source>
        <translation>可试戴：{names}。</translation>
    </message>
    <message>
        <source>Opened: {name}.</source>
        <translation>已打开：{name}。</translation>
    </message>
    <message>
        <source>One source at a time, so not opened: {names}.</source>
        <translation>一次只能打开一个来源，未打开：{names}。</translation>
    </message>
    <message>
        <source>Lookglass cannot use {names}.</source>
        <translation>Lookglass 无法使用 {names}。</translation>
    </message>
    <message>
        <source>The camera is on</source>
        <translation>摄像头已开启</translation>
    </message>
    <message>
        <source>The camera is off</source>
        <translation>摄像头已关闭</translation>
    </message>
    <message>
        <source>Camera on</source>
        <translation>摄像头开启</translation>
    </message>
    <message>
        <source>{name} has been plugged in; it can be chosen as the source.</source>
        <translation>已接入 {name}，可选为来源。</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Reset &amp;all knobs</source>
        <translation>重置所有参数(&amp;A)</translation>
    </message>
    <message>
        <source>Reset everything &amp;worn to the products&apos; own</source>
        <translation>佩戴的产品全部恢复默认(&amp;W)</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Before these</source>
        <translation>在此之前</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>历史记录(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Undo: {step}</source>
        <translation>撤销：{step}(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo: {step}</source>
        <translation>重做：{step}(&amp;R)</translation>
    </message>
    <message>
        <source>Something went wrong inside Lookglass; it goes on.</source>
        <translation>Lookglass 内部出错，但仍会继续运行。</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard; nothing in them is personal.</source>
        <translation>诊断信息已复制到剪贴板，不含任何个人信息。</translation>
    </message>
    <message>
        <source>Open the &amp;log</source>
        <translation>打开日志(&amp;L)</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>复制诊断信息(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;About Lookglass</source>
        <translation>关于 Lookglass(&amp;A)</translation>
    </message>
    <message>
        <source>Draws with {renderer}.</source>
        <translation>渲染：{renderer}。</translation>
    </message>
    <message>
        <source>The log lies in {folder}.</source>
        <translation>日志位于 {folder}。</translation>
    </message>
    <message>
        <source>Faces: {provider} on {device}.</source>
        <translation>人脸：{provider}，运行于 {device}。</translation>
    </message>
    <message>
        <source>Put this line away</source>
        <translation>收起此提示</translation>
    </message>
    <message>
        <source>Demo subject</source>
        <translation>演示模特</translation>
    </message>
    <message>
        <source>another shade</source>
        <translation>其他色号</translation>
    </message>
    <message>
        <source>a knob</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Camera {name}</source>
        <translation>摄像头 {name}</translation>
    </message>
    <message>
        <source>{product} in {shade}</source>
        <translation>{product} {shade}</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Look and tune</source>
        <translation>造型与调校</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>造型</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>调校</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Find a product</source>
        <translation>查找产品(&amp;F)</translation>
    </message>
    <message>
        <source>Picture &amp;only</source>
        <translation>仅显示画面(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存画面</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp)</source>
        <translation>图片 (*.png *.jpg *.webp)</translation>
    </message>
    <message>
        <source>&amp;Save picture…</source>
        <translation>保存画面(&amp;S)…</translation>
    </message>
    <message>
        <source>Save picture a&amp;gain</source>
        <translation>再次保存画面(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>复制画面(&amp;C)</translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation>还没有可保存的画面。</translation>
    </message>
    <message>
        <source>There is no picture to copy yet.</source>
        <translation>还没有可复制的画面。</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>已保存 {path}</translation>
    </message>
    <message>
        <source>Copied the picture, {width} × {height} px</source>
        <translation>已复制画面，{width} × {height} 像素</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可执行的命令</translation>
    </message>
    <message>
        <source>Nothing of that name.</source>
        <translation>没有找到匹配的命令。</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>命令面板(&amp;C)…</translation>
    </message>
    <message>
        <source>What finds the face, and where it really runs.</source>
        <translation>人脸检测引擎及其实际运行设备。</translation>
    </message>
    <message>
        <source>New frames shown a second; a frame that is shown again does not count.</source>
        <translation>每秒显示的新帧数；重复显示的帧不计。</translation>
    </message>
    <message>
        <source>From the source to the screen: how old a frame is when it is first shown, and how old the frame is that its landmarks were found in. Both are the same but while a lost face is held.</source>
        <translation>从来源到屏幕：画面首次显示时的延迟，以及其关键点所在画面的延迟。除保持丢失的人脸期间外，两者相同。</translation>
    </message>
    <message>
        <source>Median and 95th percentile of the last frames, milliseconds.</source>
        <translation>最近各帧的中位数与第 95 百分位，单位毫秒。</translation>
    </message>
    <message>
        <source>detect</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>track</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>fit</source>
        <translation>贴合</translation>
    </message>
    <message>
        <source>light</source>
        <translation>光线</translation>
    </message>
    <message>
        <source>compose</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>frame / pose age</source>
        <translation>画面 / 姿态延迟</translation>
    </message>
    <message>
        <source>finder</source>
        <translation>检测引擎</translation>
    </message>
    <message>
        <source>GL calls</source>
        <translation>GL 调用</translation>
    </message>
    <message>
        <source>left out of the recording</source>
        <translation>未录入</translation>
    </message>
    <message>
        <source>OpenGL calls to draw one frame, with {renderer}.</source>
        <translation>渲染一帧的 OpenGL 调用次数，使用 {renderer}。</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>The source gives {fps} a second.</source>
        <translation>来源每秒 {fps} 帧。</translation>
    </message>
    <message>
        <source>Find the &amp;missing source…</source>
        <translation>查找缺失的来源(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>Where is {name} now?</source>
        <translation>{name} 现在在哪里？</translation>
    </message>
    <message>
        <source>{name} is not where it was.</source>
        <translation>{name} 已不在原处。</translation>
    </message>
    <message>
        <source>Stop &amp;recording</source>
        <translation>停止录制(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>录制(&amp;R)</translation>
    </message>
    <message>
        <source>Where recordings go</source>
        <translation>录制保存位置</translation>
    </message>
    <message>
        <source>Nothing was recorded: there was no picture.</source>
        <translation>未录制任何内容：没有画面。</translation>
    </message>
    <message>
        <source>Recorded {time}, {size}: {path}</source>
        <translation>已录制 {time}，{size}：{path}</translation>
    </message>
    <message>
        <source>Recordings &amp;folder…</source>
        <translation>录制文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>REC</source>
        <translation>录制中</translation>
    </message>
    <message>
        <source>The disk is full. The recording ended at {time} and is kept: {path}</source>
        <translation>磁盘已满。录制于 {time} 结束，已保留：{path}</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>略去 {count}</translation>
    </message>
    <message>
        <source>{count} pictures were left out, so that the mirror stayed fluent.</source>
        <translation>为保持镜面流畅，略去了 {count} 帧。</translation>
    </message>
    <message>
        <source>Only {size} are free where recordings go: room for about {minutes} minutes.</source>
        <translation>录制位置仅剩 {size}：约可录 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>Start &amp;normally</source>
        <translation>正常启动(&amp;N)</translation>
    </message>
    <message>
        <source>Start in &amp;safe mode</source>
        <translation>以安全模式启动(&amp;S)</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>Shortcut of the chosen line</source>
        <translation>所选命令的快捷键</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>All as shipped</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Shortcuts…</source>
        <translation>快捷键(&amp;K)…</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>{keys} belongs to the window itself.</source>
        <translation>{keys} 由窗口本身占用。</translation>
    </message>
    <message>
        <source>{keys} is already the shortcut of “{name}”.</source>
        <translation>{keys} 已是“{name}”的快捷键。</translation>
    </message>
    <message>
        <source>Open a clip, a picture or a model</source>
        <translation>打开视频、图片或模型</translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation>打开图片文件夹</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Demo subject</source>
        <translation>演示模特(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing could be measured: there were too few frames a second.</source>
        <translation>无法测量：每秒帧数太少。</translation>
    </message>
    <message>
        <source>Measures the landmarks as found and as steadied, with the knobs as they are now.</source>
        <translation>按当前参数测量原始与稳定后的关键点。</translation>
    </message>
    <message>
        <source>for {count} seconds</source>
        <translation>持续 {count} 秒</translation>
    </message>
    <message>
        <source>Jitter: root mean square distance from the slow movement; what is faster than 1 Hz counts.</source>
        <translation>抖动：相对慢速运动的均方根距离，只计快于 1 Hz 的部分。</translation>
    </message>
    <message>
        <source>Settings: {settings}</source>
        <translation>设置：{settings}</translation>
    </message>
    <message>
        <source>Look, tune or lab</source>
        <translation>造型、调校或实验室</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>&amp;Presets</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>{preset}, changed</source>
        <translation>{preset}（已更改）</translation>
    </message>
    <message>
        <source>Save the preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Save the knobs as a preset…</source>
        <translation>将参数存为预设…</translation>
    </message>
    <message>
        <source>Rename the preset…</source>
        <translation>重命名预设…</translation>
    </message>
    <message>
        <source>Duplicate the preset…</source>
        <translation>复制预设…</translation>
    </message>
    <message>
        <source>Remove the preset</source>
        <translation>移除预设</translation>
    </message>
    <message>
        <source>Put the preset “{name}” back</source>
        <translation>恢复预设“{name}”</translation>
    </message>
    <message>
        <source>Back to the preset as saved</source>
        <translation>恢复为已保存的预设</translation>
    </message>
    <message>
        <source>Import a preset…</source>
        <translation>导入预设…</translation>
    </message>
    <message>
        <source>Export the preset…</source>
        <translation>导出预设…</translation>
    </message>
    <message>
        <source>Presets of Lookglass (*.json)</source>
        <translation>Lookglass 预设 (*.json)</translation>
    </message>
    <message>
        <source>My preset</source>
        <translation>我的预设</translation>
    </message>
    <message>
        <source>Save the look</source>
        <translation>保存造型</translation>
    </message>
    <message>
        <source>Save what is worn as a look…</source>
        <translation>将佩戴的产品存为造型…</translation>
    </message>
    <message>
        <source>Rename the look…</source>
        <translation>重命名造型…</translation>
    </message>
    <message>
        <source>Duplicate the look…</source>
        <translation>复制造型…</translation>
    </message>
    <message>
        <source>Remove the look</source>
        <translation>移除造型</translation>
    </message>
    <message>
        <source>Put the look “{name}” back</source>
        <translation>恢复造型“{name}”</translation>
    </message>
    <message>
        <source>Back to the look as saved</source>
        <translation>恢复为已保存的造型</translation>
    </message>
    <message>
        <source>Import a look…</source>
        <translation>导入造型…</translation>
    </message>
    <message>
        <source>Export the look…</source>
        <translation>导出造型…</translation>
    </message>
    <message>
        <source>Looks of Lookglass (*.json)</source>
        <translation>Lookglass 造型 (*.json)</translation>
    </message>
    <message>
        <source>My look</source>
        <translation>我的造型</translation>
    </message>
    <message>
        <source>There is one of that name already.</source>
        <translation>已有同名项。</translation>
    </message>
    <message>
        <source>Takes the place of the one of that name, which is kept as a .bak.</source>
        <translation>将替换同名项，原文件保留为 .bak。</translation>
    </message>
    <message>
        <source>&amp;Split before and after</source>
        <translation>前后对比分屏(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Mirrored</source>
        <translation>镜像(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Landmarks</source>
        <translation>关键点(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Take everything off</source>
        <translation>全部取下(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Looks</source>
        <translation>造型(&amp;L)</translation>
    </message>
    <message>
        <source>Drawing takes {ms} of {whole_ms} ms: software OpenGL is in use. Make the window smaller, wear less, or install the graphics driver.</source>
        <translation>渲染占 {whole_ms} 毫秒中的 {ms} 毫秒：正在使用软件 OpenGL。请缩小窗口、减少佩戴，或安装显卡驱动。</translation>
    </message>
    <message>
        <source>Drawing takes {ms} of {whole_ms} ms: software OpenGL is in use. Hide the landmarks, make the window smaller, or install the graphics driver.</source>
        <translation>渲染占 {whole_ms} 毫秒中的 {ms} 毫秒：正在使用软件 OpenGL。请隐藏关键点、缩小窗口，或安装显卡驱动。</translation>
    </message>
    <message>
        <source>Compare: &amp;make a B</source>
        <translation>对比：新建 B(&amp;M)</translation>
    </message>
    <message>
        <source>Change to &amp;A</source>
        <translation>切换到 A(&amp;A)</translation>
    </message>
    <message>
        <source>Change to &amp;B</source>
        <translation>切换到 B(&amp;B)</translation>
    </message>
    <message>
        <source>A &amp;beside B</source>
        <translation>A / B 并排(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Copy A to B</source>
        <translation>将 A 复制到 B(&amp;C)</translation>
    </message>
    <message>
        <source>Copy B to A</source>
        <translation>将 B 复制到 A</translation>
    </message>
    <message>
        <source>St&amp;op comparing</source>
        <translation>停止对比(&amp;O)</translation>
    </message>
    <message>
        <source>Setup {letter}</source>
        <translation>方案 {letter}</translation>
    </message>
    <message>
        <source>Change to {letter}</source>
        <translation>切换到 {letter}</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>保存位置</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose where it goes</source>
        <translation>选择保存位置</translation>
    </message>
    <message>
        <source>Still</source>
        <translation>静态图</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>拼图</translation>
    </message>
    <message>
        <source>in {folder}</source>
        <translation>位于 {folder}</translation>
    </message>
    <message>
        <source>There is no picture to export yet.</source>
        <translation>还没有可导出的画面。</translation>
    </message>
    <message>
        <source>A camera has no beginning and no end: record it instead.</source>
        <translation>摄像头没有开头和结尾：请改用录制。</translation>
    </message>
    <message>
        <source>A picture has no time: export a still or a contact sheet.</source>
        <translation>图片没有时长：请导出静态图或拼图。</translation>
    </message>
    <message>
        <source>The whole clip</source>
        <translation>整段视频</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>A picture of {width} × {height} px</source>
        <translation>一张 {width} × {height} 像素的图片</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>A clip of {time}, {width} × {height} px, made as fast as this computer can</source>
        <translation>一段 {time} 的视频，{width} × {height} 像素，以此电脑的最快速度生成</translation>
    </message>
    <message>
        <source>The looped part, {first} to {last}</source>
        <translation>循环部分，{first} 至 {last}</translation>
    </message>
    <message>
        <source>A camera has no moments to choose from: choose pictures, variants or looks.</source>
        <translation>摄像头没有可供挑选的时刻：请选择图片、款式或造型。</translation>
    </message>
    <message>
        <source>Choose the pictures first.</source>
        <translation>请先选择图片。</translation>
    </message>
    <message>
        <source>Moments of the source</source>
        <translation>来源中的时刻</translation>
    </message>
    <message>
        <source>All saved looks</source>
        <translation>所有已保存的造型</translation>
    </message>
    <message>
        <source>Chosen pictures…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片数</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Width of each</source>
        <translation>每张宽度</translation>
    </message>
    <message>
        <source>A PNG picture of {count} in {columns} columns, about {width} × {height} px</source>
        <translation>一张 PNG 拼图，{count} 格，{columns} 列，约 {width} × {height} 像素</translation>
    </message>
    <message>
        <source>Pictures for the contact sheet</source>
        <translation>拼图所用的图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>Variants of {product}</source>
        <translation>{product} 的各款式</translation>
    </message>
    <message>
        <source>The export failed inside Lookglass; nothing was written.</source>
        <translation>导出时 Lookglass 内部出错，未写入任何内容。</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>One export is being made already; wait for it or cancel it first.</source>
        <translation>正在导出，请等待完成或先取消。</translation>
    </message>
    <message>
        <source>Exported {path}</source>
        <translation>已导出 {path}</translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation>正在导出 {name}</translation>
    </message>
    <message>
        <source>This is B, a copy of A. What you change now is B; click A or B to change over.</source>
        <translation>现在是 B，即 A 的副本。此后更改的是 B；点击 A 或 B 即可切换。</translation>
    </message>
    <message>
        <source>Cancelling {name}</source>
        <translation>正在取消 {name}</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>已取消导出，未写入任何内容。</translation>
    </message>
    <message>
        <source>No face was found in it.</source>
        <translation>其中未发现人脸。</translation>
    </message>
    <message>
        <source>Tip of the nose, x in px over seconds: raw grey, steadied blue.</source>
        <translation>鼻尖 x（像素）随时间（秒）变化：灰色为原始，蓝色为稳定后。</translation>
    </message>
    <message>
        <source>Side by side, as steadied</source>
        <translation>并排对比（稳定后）</translation>
    </message>
    <message>
        <source>Side by side, lag in ms</source>
        <translation>并排对比（滞后，ms）</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>Save what is worn as a look</source>
        <translation>将佩戴的产品存为造型</translation>
    </message>
    <message>
        <source>More about looks</source>
        <translation>更多造型操作</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>造型</translation>
    </message>
    <message>
        <source>Wear the look {look}</source>
        <translation>换上造型“{look}”</translation>
    </message>
    <message>
        <source>Look: {look}, changed</source>
        <translation>造型：{look}（已更改）</translation>
    </message>
    <message>
        <source>Look: {look}</source>
        <translation>造型：{look}</translation>
    </message>
    <message>
        <source>Nothing is worn.</source>
        <translation>尚未佩戴任何产品。</translation>
    </message>
    <message>
        <source>Choose a product on the left, or one of the looks above.</source>
        <translation>请在左侧选择产品，或选用上方的造型。</translation>
    </message>
    <message>
        <source>What is worn</source>
        <translation>佩戴的产品</translation>
    </message>
    <message>
        <source>Esc brings the panels back.</source>
        <translation>按 Esc 恢复面板。</translation>
    </message>
    <message>
        <source>{percent} % of the picture is A</source>
        <translation>画面的 {percent}% 为 A</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>还没有画面</translation>
    </message>
    <message>
        <source>Choose a source at the top, or drop a clip, a picture or a folder here.</source>
        <translation>请在顶部选择来源，或将视频、图片或文件夹拖放到这里。</translation>
    </message>
    <message>
        <source>Line between A and B</source>
        <translation>A 与 B 的分界线</translation>
    </message>
    <message>
        <source>Left of the line is A, right of it B.</source>
        <translation>分界线左侧为 A，右侧为 B。</translation>
    </message>
    <message>
        <source>Left of the line is before.</source>
        <translation>分界线左侧为试戴前。</translation>
    </message>
    <message>
        <source>Drag it, or use the arrow keys.</source>
        <translation>可拖动，或使用方向键。</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>Play&amp;back</source>
        <translation>播放(&amp;B)</translation>
    </message>
    <message>
        <source>Only {size} are free where recordings go: room for less than a minute.</source>
        <translation>录制位置仅剩 {size}：不足录一分钟。</translation>
    </message>
    <message>
        <source>The preset “{name}” is removed; the menu of presets can put it back.</source>
        <translation>已移除预设“{name}”，可在预设菜单中恢复。</translation>
    </message>
    <message>
        <source>Put the removed preset back</source>
        <translation>恢复已移除的预设</translation>
    </message>
    <message>
        <source>The look “{name}” is removed; the menu of looks can put it back.</source>
        <translation>已移除造型“{name}”，可在造型菜单中恢复。</translation>
    </message>
    <message>
        <source>Put the removed look back</source>
        <translation>恢复已移除的造型</translation>
    </message>
    <message>
        <source>Drag it, or press Alt and an arrow key</source>
        <translation>拖动，或按 Alt 加方向键</translation>
    </message>
    <message>
        <source>Hide {product}</source>
        <translation>隐藏 {product}</translation>
    </message>
    <message>
        <source>Show {product}</source>
        <translation>显示 {product}</translation>
    </message>
    <message>
        <source>Move {product} up or down</source>
        <translation>上移或下移 {product}</translation>
    </message>
    <message>
        <source>Reset {product} to its own settings</source>
        <translation>将 {product} 恢复为自身设置</translation>
    </message>
    <message>
        <source>Take off {product}</source>
        <translation>取下 {product}</translation>
    </message>
    <message>
        <source>More knobs of {product}</source>
        <translation>{product} 的更多参数</translation>
    </message>
    <message>
        <source>Strength</source>
        <comment>knob</comment>
        <translation>强度</translation>
    </message>
    <message>
        <source>how strongly everything worn shows; 0 is the bare picture</source>
        <translation>所有佩戴产品的显示强度；0 为素颜</translation>
    </message>
    <message>
        <source>Scale</source>
        <comment>knob</comment>
        <translation>范围</translation>
    </message>
    <message>
        <source>Size of the region around the face; far from 1.5 the points get worse.</source>
        <translation>人脸周围区域的大小；离 1.5 越远，关键点越不准。</translation>
    </message>
    <message>
        <source>Slack</source>
        <comment>knob</comment>
        <translation>余量</translation>
    </message>
    <message>
        <source>How far the face may move in its region before that follows at once; more is calmer, too much makes the points uneven in slow motion.</source>
        <translation>人脸在区域内移动多少后区域才立即跟随；越大越平稳，过大则缓慢移动时关键点不匀。</translation>
    </message>
    <message>
        <source>%</source>
        <comment>unit</comment>
        <translation>%</translation>
    </message>
    <message>
        <source>Settle</source>
        <comment>knob</comment>
        <translation>回中速度</translation>
    </message>
    <message>
        <source>How fast the region centres on a face that rests within the slack.</source>
        <translation>人脸在余量内静止时，区域回到居中的速度。</translation>
    </message>
    <message>
        <source>Hz</source>
        <comment>unit</comment>
        <translation>Hz</translation>
    </message>
    <message>
        <source>Lead</source>
        <comment>knob</comment>
        <translation>超前量</translation>
    </message>
    <message>
        <source>How far the region runs ahead of a fast face; 0 lets it lag.</source>
        <translation>快速运动时区域超前人脸多少；0 表示不超前，会滞后。</translation>
    </message>
    <message>
        <source>frames</source>
        <comment>unit</comment>
        <translation>帧</translation>
    </message>
    <message>
        <source>Depth weight</source>
        <comment>knob</comment>
        <translation>深度权重</translation>
    </message>
    <message>
        <source>how much the network&apos;s own depth counts: steadier turns, more bias</source>
        <translation>模型自身深度值的权重：越大转头越稳，但偏差也越大</translation>
    </message>
    <message>
        <source>Outlier</source>
        <comment>knob</comment>
        <translation>离群阈值</translation>
    </message>
    <message>
        <source>error beyond which a point counts less, as a share of the face</source>
        <translation>误差超过此值的点会降低权重，以脸部大小的比例计</translation>
    </message>
    <message>
        <source>Follow</source>
        <comment>knob</comment>
        <translation>跟随速度</translation>
    </message>
    <message>
        <source>How fast worn things follow a change of light; fast may flicker.</source>
        <translation>佩戴的产品跟随光线变化的速度；过快可能闪烁。</translation>
    </message>
    <message>
        <source>How much of the measured light is used; 0 is neutral light.</source>
        <translation>采用多少实测光线；0 为中性光。</translation>
    </message>
    <message>
        <source>Method</source>
        <comment>knob</comment>
        <translation>方式</translation>
    </message>
    <message>
        <source>Left: calmest at rest. Right: closest in motion, with a little more trembling.</source>
        <translation>向左：静止时最平稳。向右：运动时最贴合，抖动略多。</translation>
    </message>
    <message>
        <source>Found again</source>
        <translation>重新找回用时</translation>
    </message>
    <message>
        <source>One-euro</source>
        <comment>choice</comment>
        <translation>One-Euro</translation>
    </message>
    <message>
        <source>One-euro-mediapipe</source>
        <comment>choice</comment>
        <translation>One-Euro（MediaPipe）</translation>
    </message>
    <message>
        <source>None</source>
        <comment>choice</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>Contour cutoff</source>
        <comment>knob</comment>
        <translation>轮廓截止频率</translation>
    </message>
    <message>
        <source>Calm of the outline of the face at rest: lower is calmer, and starts to move later.</source>
        <translation>静止时脸部轮廓的平稳程度：越低越稳，起动也越慢。</translation>
    </message>
    <message>
        <source>Contour beta</source>
        <comment>knob</comment>
        <translation>轮廓响应</translation>
    </message>
    <message>
        <source>How soon the points of the outline let go when they move: higher lags less, and trembles more in motion.</source>
        <translation>轮廓点运动时放开的快慢：越高滞后越少，运动中抖动越多。</translation>
    </message>
    <message>
        <source>Brows cutoff</source>
        <comment>knob</comment>
        <translation>眉毛截止频率</translation>
    </message>
    <message>
        <source>Calm of the brows at rest: lower is calmer, and starts to move later.</source>
        <translation>静止时眉毛的平稳程度：越低越稳，起动也越慢。</translation>
    </message>
    <message>
        <source>Brows beta</source>
        <comment>knob</comment>
        <translation>眉毛响应</translation>
    </message>
    <message>
        <source>How soon the brows let go when they move: higher lags less, and trembles more in motion.</source>
        <translation>眉毛运动时放开的快慢：越高滞后越少，运动中抖动越多。</translation>
    </message>
    <message>
        <source>Eyes cutoff</source>
        <comment>knob</comment>
        <translation>眼睑截止频率</translation>
    </message>
    <message>
        <source>Calm of the eyelids at rest: lower is calmer, and starts to move later.</source>
        <translation>静止时眼睑的平稳程度：越低越稳，起动也越慢。</translation>
    </message>
    <message>
        <source>Eyes beta</source>
        <comment>knob</comment>
        <translation>眼睑响应</translation>
    </message>
    <message>
        <source>How soon the eyelids let go when they move: higher lags less, and trembles more in motion.</source>
        <translation>眼睑运动时放开的快慢：越高滞后越少，运动中抖动越多。</translation>
    </message>
    <message>
        <source>Irises cutoff</source>
        <comment>knob</comment>
        <translation>虹膜截止频率</translation>
    </message>
    <message>
        <source>Calm of the irises at rest: lower is calmer, and starts to move later.</source>
        <translation>静止时虹膜的平稳程度：越低越稳，起动也越慢。</translation>
    </message>
    <message>
        <source>Irises beta</source>
        <comment>knob</comment>
        <translation>虹膜响应</translation>
    </message>
    <message>
        <source>How soon the irises let go when they move: higher lags less, and trembles more in motion.</source>
        <translation>虹膜运动时放开的快慢：越高滞后越少，运动中抖动越多。</translation>
    </message>
    <message>
        <source>Lips cutoff</source>
        <comment>knob</comment>
        <translation>嘴唇截止频率</translation>
    </message>
    <message>
        <source>Calm of the lips at rest: lower is calmer, and starts to move later.</source>
        <translation>静止时嘴唇的平稳程度：越低越稳，起动也越慢。</translation>
    </message>
    <message>
        <source>Lips beta</source>
        <comment>knob</comment>
        <translation>嘴唇响应</translation>
    </message>
    <message>
        <source>How soon the lips let go when they move: higher lags less, and trembles more in motion.</source>
        <translation>嘴唇运动时放开的快慢：越高滞后越少，运动中抖动越多。</translation>
    </message>
    <message>
        <source>Rest cutoff</source>
        <comment>knob</comment>
        <translation>其余截止频率</translation>
    </message>
    <message>
        <source>Calm of the cheeks, nose and forehead at rest: lower is calmer, and starts to move later.</source>
        <translation>静止时脸颊、鼻子和额头的平稳程度：越低越稳，起动也越慢。</translation>
    </message>
    <message>
        <source>Rest beta</source>
        <comment>knob</comment>
        <translation>其余响应</translation>
    </message>
    <message>
        <source>How soon the cheeks, nose and forehead let go when they move: higher lags less, and trembles more in motion.</source>
        <translation>脸颊、鼻子和额头运动时放开的快慢：越高滞后越少，运动中抖动越多。</translation>
    </message>
    <message>
        <source>Search</source>
        <comment>knob</comment>
        <translation>搜索频率</translation>
    </message>
    <message>
        <source>How often empty places are searched in video; more costs time.</source>
        <translation>视频中每秒搜索新面孔的次数；越高越费时。</translation>
    </message>
    <message>
        <source>Min score</source>
        <comment>knob</comment>
        <translation>最低把握</translation>
    </message>
    <message>
        <source>How sure the network must be that it sees a face.</source>
        <translation>模型认定是人脸所需的把握。</translation>
    </message>
    <message>
        <source>Hold</source>
        <comment>knob</comment>
        <translation>保持时间</translation>
    </message>
    <message>
        <source>How long what is worn stays fully visible after the face is lost.</source>
        <translation>人脸丢失后，佩戴的产品完整显示多久。</translation>
    </message>
    <message>
        <source>ms</source>
        <comment>unit</comment>
        <translation>ms</translation>
    </message>
    <message>
        <source>Fade</source>
        <comment>knob</comment>
        <translation>淡出时间</translation>
    </message>
    <message>
        <source>How long what is worn takes to fade out after that.</source>
        <translation>之后佩戴的产品淡出所需的时间。</translation>
    </message>
    <message>
        <source>Remember</source>
        <comment>knob</comment>
        <translation>记忆时间</translation>
    </message>
    <message>
        <source>How long a lost person is recognised when back near the old place.</source>
        <translation>人离开后多久内回到原处附近仍能认出。</translation>
    </message>
    <message>
        <source>Reach</source>
        <comment>knob</comment>
        <translation>找回距离</translation>
    </message>
    <message>
        <source>How far from the expected place a lost person may come back.</source>
        <translation>离开的人可在距预期位置多远处被认出。</translation>
    </message>
    <message>
        <source>faces</source>
        <comment>unit</comment>
        <translation>脸宽</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>knob</comment>
        <translation>大小</translation>
    </message>
    <message>
        <source>how large the glasses are; 1 is their real size</source>
        <translation>眼镜的大小；1 为真实尺寸</translation>
    </message>
    <message>
        <source>x</source>
        <comment>unit</comment>
        <translation>倍</translation>
    </message>
    <message>
        <source>Up</source>
        <comment>knob</comment>
        <translation>上移</translation>
    </message>
    <message>
        <source>how high they sit: up to the brows, down the nose</source>
        <translation>佩戴高度：向上到眉毛，向下沿鼻梁</translation>
    </message>
    <message>
        <source>mm</source>
        <comment>unit</comment>
        <translation>mm</translation>
    </message>
    <message>
        <source>The finder takes {ms} of {whole_ms} ms: it looks for {count} feet; choose fewer.</source>
        <translation>查找占用了 {whole_ms} 毫秒中的 {ms} 毫秒：它在查找 {count} 只脚；请减少数量。</translation>
    </message>
    <message>
        <source>the foot</source>
        <translation>脚</translation>
    </message>
    <message>
        <source>Figures of A and B by parts of the foot</source>
        <translation>A 和 B 按脚的各部分列出的数值</translation>
    </message>
    <message>
        <source>Tip of the toes</source>
        <translation>脚趾尖</translation>
    </message>
    <message>
        <source>Back of the heel</source>
        <translation>脚跟后端</translation>
    </message>
    <message>
        <source>Inner side of the ball</source>
        <translation>前脚掌内侧</translation>
    </message>
    <message>
        <source>Instep</source>
        <translation>脚背</translation>
    </message>
    <message>
        <source>Inner ankle</source>
        <translation>内踝</translation>
    </message>
    <message>
        <source>{frames} frames, {seconds} s, the foot is {width} px long.</source>
        <translation>{frames} 帧，{seconds} 秒，脚长 {width} 像素。</translation>
    </message>
    <message>
        <source>A and B look differently, so each has been given its own look.</source>
        <translation>A 和 B 的查找方式不同，因此各自单独查找了一遍。</translation>
    </message>
    <message>
        <source>Spectrum of the error, % of the foot&apos;s length per root hertz</source>
        <translation>误差频谱，脚长的百分比每根号赫兹</translation>
    </message>
    <message>
        <source>Jitter, % of the foot&apos;s length, against lag</source>
        <translation>抖动（占脚长的百分比）与滞后的关系</translation>
    </message>
    <message>
        <source>Swaps of subjects</source>
        <translation>对象互换</translation>
    </message>
    <message>
        <source>How far the points go on where the movement stops.</source>
        <translation>运动停止处点继续前移的距离。</translation>
    </message>
    <message>
        <source>How sure the network must be of a foot that it follows; of a new one it must be surer.</source>
        <translation>网络对已跟踪的脚要有多大把握；对新出现的脚要求更高。</translation>
    </message>
    <message>
        <source>Forward</source>
        <comment>knob</comment>
        <translation>前移</translation>
    </message>
    <message>
        <source>how far before the eyes the lenses stand, against where they rest</source>
        <translation>镜片相对自然佩戴位置前移多少</translation>
    </message>
    <message>
        <source>Tilt</source>
        <comment>knob</comment>
        <translation>前倾</translation>
    </message>
    <message>
        <source>tips the front: more brings the lower rims nearer to the cheeks</source>
        <translation>镜面前倾：越大，下框越贴近脸颊</translation>
    </message>
    <message>
        <source>°</source>
        <comment>unit</comment>
        <translation>°</translation>
    </message>
    <message>
        <source>Rest on nose</source>
        <comment>knob</comment>
        <translation>贴合鼻梁</translation>
    </message>
    <message>
        <source>moves them until they touch the nose; off leaves them where the product&apos;s file says</source>
        <translation>移动眼镜直到贴合鼻梁；关闭则按产品文件中的位置</translation>
    </message>
    <message>
        <source>Finish</source>
        <comment>knob</comment>
        <translation>质感</translation>
    </message>
    <message>
        <source>the frame&apos;s material: as made, one colour, tortoiseshell, clear tinted crystal</source>
        <translation>镜框材质：原样、纯色、玳瑁、透明水晶</translation>
    </message>
    <message>
        <source>As made</source>
        <comment>choice</comment>
        <translation>原样</translation>
    </message>
    <message>
        <source>Plain</source>
        <comment>choice</comment>
        <translation>纯色</translation>
    </message>
    <message>
        <source>Tortoise</source>
        <comment>choice</comment>
        <translation>玳瑁</translation>
    </message>
    <message>
        <source>Crystal</source>
        <comment>choice</comment>
        <translation>水晶</translation>
    </message>
    <message>
        <source>Colour</source>
        <comment>knob</comment>
        <translation>颜色</translation>
    </message>
    <message>
        <source>the frame&apos;s colour when its finish is plain or crystal</source>
        <translation>纯色或水晶材质时镜框的颜色</translation>
    </message>
    <message>
        <source>Lens colour</source>
        <comment>knob</comment>
        <translation>镜片颜色</translation>
    </message>
    <message>
        <source>the colour of tinted lenses</source>
        <translation>有色镜片的颜色</translation>
    </message>
    <message>
        <source>Lens density</source>
        <comment>knob</comment>
        <translation>镜片深浅</translation>
    </message>
    <message>
        <source>how dark the lenses are: 0 is clear, 1 the full lens colour</source>
        <translation>镜片深浅：0 为透明，1 为完整镜片颜色</translation>
    </message>
    <message>
        <source>Lens gradient</source>
        <comment>knob</comment>
        <translation>镜片渐变</translation>
    </message>
    <message>
        <source>how much the tint clears towards the lower rim; 0 is even</source>
        <translation>镜片颜色向下渐淡的程度；0 为均匀</translation>
    </message>
    <message>
        <source>Temple</source>
        <comment>knob</comment>
        <translation>镜腿长度</translation>
    </message>
    <message>
        <source>how far behind the eyes the temples vanish behind the ears</source>
        <translation>镜腿在眼睛后方多远处隐入耳后</translation>
    </message>
    <message>
        <source>Shadow</source>
        <comment>knob</comment>
        <translation>阴影</translation>
    </message>
    <message>
        <source>how dark the frame&apos;s shadow on the skin is</source>
        <translation>镜框在皮肤上阴影的深浅</translation>
    </message>
    <message>
        <source>the colour of the pigment</source>
        <translation>颜料的颜色</translation>
    </message>
    <message>
        <source>velvet without shine, soft shine, or wet shine</source>
        <translation>丝绒无光、柔和光泽，或水润光泽</translation>
    </message>
    <message>
        <source>Matte</source>
        <comment>choice</comment>
        <translation>哑光</translation>
    </message>
    <message>
        <source>Satin</source>
        <comment>choice</comment>
        <translation>丝缎</translation>
    </message>
    <message>
        <source>Gloss</source>
        <comment>choice</comment>
        <translation>水光</translation>
    </message>
    <message>
        <source>Coverage</source>
        <comment>knob</comment>
        <translation>遮盖力</translation>
    </message>
    <message>
        <source>how much of the bare lips the pigment hides</source>
        <translation>颜料遮盖素唇的程度</translation>
    </message>
    <message>
        <source>Shine</source>
        <comment>knob</comment>
        <translation>光泽度</translation>
    </message>
    <message>
        <source>how bright the highlights are, where the finish has any</source>
        <translation>高光的亮度（质感带光泽时）</translation>
    </message>
    <message>
        <source>how much of the skin the drawing hides</source>
        <translation>图案遮盖皮肤的程度</translation>
    </message>
    <message>
        <source>Texture</source>
        <comment>knob</comment>
        <translation>肤质透出</translation>
    </message>
    <message>
        <source>how far the skin&apos;s own light and shade show through it</source>
        <translation>皮肤自身的明暗透出多少</translation>
    </message>
    <message>
        <source>EU size</source>
        <comment>choice</comment>
        <translation>欧码</translation>
    </message>
    <message>
        <source>EU size</source>
        <comment>knob</comment>
        <translation>欧码</translation>
    </message>
    <message>
        <source>Detect</source>
        <comment>stage</comment>
        <translation>检测</translation>
    </message>
    <message>
        <source>Track</source>
        <comment>stage</comment>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Steady</source>
        <comment>stage</comment>
        <translation>稳定</translation>
    </message>
    <message>
        <source>Crop</source>
        <comment>stage</comment>
        <translation>裁切</translation>
    </message>
    <message>
        <source>Fit</source>
        <comment>stage</comment>
        <translation>贴合</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>stage</comment>
        <translation>光线</translation>
    </message>
    <message>
        <source>Compose</source>
        <comment>stage</comment>
        <translation>合成</translation>
    </message>
    <message>
        <source>Render</source>
        <comment>stage</comment>
        <translation>渲染</translation>
    </message>
    <message>
        <source>Pose</source>
        <comment>stage</comment>
        <translation>姿态</translation>
    </message>
    <message>
        <source>Lipstick</source>
        <comment>kind of product</comment>
        <translation>口红</translation>
    </message>
    <message>
        <source>Lip liner</source>
        <comment>kind of product</comment>
        <translation>唇线笔</translation>
    </message>
    <message>
        <source>Eyeliner</source>
        <comment>kind of product</comment>
        <translation>眼线</translation>
    </message>
    <message>
        <source>Shadow</source>
        <comment>kind of product</comment>
        <translation>眼影</translation>
    </message>
    <message>
        <source>Lashes</source>
        <comment>kind of product</comment>
        <translation>睫毛</translation>
    </message>
    <message>
        <source>Brows</source>
        <comment>kind of product</comment>
        <translation>眉妆</translation>
    </message>
    <message>
        <source>Lens</source>
        <comment>kind of product</comment>
        <translation>美瞳</translation>
    </message>
    <message>
        <source>Foundation</source>
        <comment>kind of product</comment>
        <translation>粉底</translation>
    </message>
    <message>
        <source>Concealer</source>
        <comment>kind of product</comment>
        <translation>遮瑕</translation>
    </message>
    <message>
        <source>Contour</source>
        <comment>kind of product</comment>
        <translation>修容</translation>
    </message>
    <message>
        <source>Blush</source>
        <comment>kind of product</comment>
        <translation>腮红</translation>
    </message>
    <message>
        <source>Highlighter</source>
        <comment>kind of product</comment>
        <translation>高光</translation>
    </message>
    <message>
        <source>Pattern</source>
        <comment>kind of product</comment>
        <translation>面部彩绘</translation>
    </message>
    <message>
        <source>Hair</source>
        <comment>kind of product</comment>
        <translation>染发</translation>
    </message>
    <message>
        <source>Glasses</source>
        <comment>kind of product</comment>
        <translation>眼镜</translation>
    </message>
    <message>
        <source>Earrings</source>
        <comment>kind of product</comment>
        <translation>耳环</translation>
    </message>
    <message>
        <source>Hat</source>
        <comment>kind of product</comment>
        <translation>帽子</translation>
    </message>
    <message>
        <source>Necklace</source>
        <comment>kind of product</comment>
        <translation>项链</translation>
    </message>
    <message>
        <source>Shoe</source>
        <comment>kind of product</comment>
        <translation>鞋</translation>
    </message>
    <message>
        <source>Default</source>
        <comment>preset</comment>
        <translation>默认</translation>
    </message>
    <message>
        <source>Everything as it comes.</source>
        <translation>一切保持默认。</translation>
    </message>
    <message>
        <source>Tuned for glasses: temples and nose weigh most.</source>
        <translation>为眼镜调校：镜腿与鼻部权重最高。</translation>
    </message>
    <message>
        <source>Make-up</source>
        <comment>preset</comment>
        <translation>彩妆</translation>
    </message>
    <message>
        <source>Tuned for make-up: lips and eyes weigh most.</source>
        <translation>为彩妆调校：嘴唇与眼睛权重最高。</translation>
    </message>
    <message>
        <source>Points and region as MediaPipe steadies them, to compare with: calm at rest, late in fast motion.</source>
        <translation>按 MediaPipe 的方式稳定关键点与区域，用于对比：静止时平稳，快速运动时滞后。</translation>
    </message>
    <message>
        <source>Responsive</source>
        <comment>preset</comment>
        <translation>灵敏</translation>
    </message>
    <message>
        <source>Tuned for shoes: all points weigh alike.</source>
        <translation>为鞋子调校：所有关键点权重相同。</translation>
    </message>
    <message>
        <source>Steady</source>
        <comment>preset</comment>
        <translation>平稳</translation>
    </message>
    <message>
        <source>Barely there</source>
        <comment>look</comment>
        <translation>若有似无</translation>
    </message>
    <message>
        <source>Evening</source>
        <comment>look</comment>
        <translation>晚宴</translation>
    </message>
    <message>
        <source>Office</source>
        <comment>look</comment>
        <translation>职场</translation>
    </message>
    <message>
        <source>Sunny</source>
        <comment>look</comment>
        <translation>阳光</translation>
    </message>
    <message>
        <source>Did you mean {0} or {1}?</source>
        <comment>sentence</comment>
        <translation>您是指 {0} 还是 {1}？</translation>
    </message>
    <message>
        <source>Did you mean {0} or {1} or {2}?</source>
        <comment>sentence</comment>
        <translation>您是指 {0}、{1} 还是 {2}？</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <comment>sentence</comment>
        <translation>文件或文件夹不存在</translation>
    </message>
    <message>
        <source>permission denied</source>
        <comment>sentence</comment>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <comment>sentence</comment>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <comment>sentence</comment>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>is a directory</source>
        <comment>sentence</comment>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>not a directory</source>
        <comment>sentence</comment>
        <translation>这不是文件夹</translation>
    </message>
    <message>
        <source>file exists</source>
        <comment>sentence</comment>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>file name too long</source>
        <comment>sentence</comment>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>too many open files</source>
        <comment>sentence</comment>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>input/output error</source>
        <comment>sentence</comment>
        <translation>读写错误</translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <comment>sentence</comment>
        <translation>不允许的操作</translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <comment>sentence</comment>
        <translation>设备正忙</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <comment>sentence</comment>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Number of people: expected 1 to 10, got {0}.</source>
        <comment>sentence</comment>
        <translation>人数：应为 1 至 10，实为 {0}。</translation>
    </message>
    <message>
        <source>{0}: expected ({1}), got {2}</source>
        <comment>sentence</comment>
        <translation>{0}：应为 ({1})，实为 {2}</translation>
    </message>
    <message>
        <source>expected a colour like &apos;#a01c2b&apos;, got {0}</source>
        <comment>sentence</comment>
        <translation>应为 &apos;#a01c2b&apos; 这样的颜色，实为 {0}</translation>
    </message>
    <message>
        <source>expected a number, got {0}</source>
        <comment>sentence</comment>
        <translation>应为数字，实为 {0}</translation>
    </message>
    <message>
        <source>expected {0} to {1}, got {2}</source>
        <comment>sentence</comment>
        <translation>应为 {0} 至 {1}，实为 {2}</translation>
    </message>
    <message>
        <source>expected on or off, got {0}</source>
        <comment>sentence</comment>
        <translation>应为 on 或 off，实为 {0}</translation>
    </message>
    <message>
        <source>expected one of {0}, got {1}</source>
        <comment>sentence</comment>
        <translation>应为 {0} 之一，实为 {1}</translation>
    </message>
    <message>
        <source>{0} has no knob {1}; it has {2}.</source>
        <comment>sentence</comment>
        <translation>{0} 没有参数 {1}；可用的有 {2}。</translation>
    </message>
    <message>
        <source>Expected GROUP.KNOB=VALUE, got {0}.</source>
        <comment>sentence</comment>
        <translation>应为 组.参数=值，实为 {0}。</translation>
    </message>
    <message>
        <source>There is no group of knobs {0}; there are {1}.</source>
        <comment>sentence</comment>
        <translation>没有参数组 {0}；可用的有 {1}。</translation>
    </message>
    <message>
        <source>Strength: expected 0 to 1, got {0}.</source>
        <comment>sentence</comment>
        <translation>强度：应为 0 至 1，实为 {0}。</translation>
    </message>
    <message>
        <source>Something went wrong inside Lookglass; it goes on.</source>
        <comment>sentence</comment>
        <translation>Lookglass 内部出错，但仍会继续运行。</translation>
    </message>
    <message>
        <source>There is no display to open a window on; `lookglass render` works without one.</source>
        <comment>sentence</comment>
        <translation>没有可打开窗口的显示器；`lookglass render` 无需显示器。</translation>
    </message>
    <message>
        <source>The window needs libxcb, which is not installed.</source>
        <comment>sentence</comment>
        <translation>窗口需要 libxcb，但尚未安装。</translation>
    </message>
    <message>
        <source>No OpenGL context is current in this thread.</source>
        <comment>sentence</comment>
        <translation>此线程没有当前的 OpenGL 上下文。</translation>
    </message>
    <message>
        <source>Lookglass needs OpenGL 3.3; this computer&apos;s driver offers {0}.</source>
        <comment>sentence</comment>
        <translation>Lookglass 需要 OpenGL 3.3；此电脑的驱动只提供 {0}。</translation>
    </message>
    <message>
        <source>no OpenGL context</source>
        <comment>sentence</comment>
        <translation>没有 OpenGL 上下文</translation>
    </message>
    <message>
        <source>No OpenGL 3.3 is available on this computer</source>
        <comment>sentence</comment>
        <translation>此电脑不支持 OpenGL 3.3</translation>
    </message>
    <message>
        <source>{0}: macOS&apos;s OpenGL framework is missing.</source>
        <comment>sentence</comment>
        <translation>{0}：缺少 macOS 的 OpenGL 框架。</translation>
    </message>
    <message>
        <source>{0} (CGL error {1}).</source>
        <comment>sentence</comment>
        <translation>{0}（CGL 错误 {1}）。</translation>
    </message>
    <message>
        <source>{0}: the driver refused to make its context current.</source>
        <comment>sentence</comment>
        <translation>{0}：驱动拒绝启用其上下文。</translation>
    </message>
    <message>
        <source>No OpenGL 3.3 is available without a display on this computer</source>
        <comment>sentence</comment>
        <translation>此电脑在没有显示器时不支持 OpenGL 3.3</translation>
    </message>
    <message>
        <source>{0}: libEGL is missing (install libegl1 and libgl1-mesa-dri).</source>
        <comment>sentence</comment>
        <translation>{0}：缺少 libEGL（请安装 libegl1 和 libgl1-mesa-dri）。</translation>
    </message>
    <message>
        <source>{0} (Mesa&apos;s libgl1-mesa-dri is enough).</source>
        <comment>sentence</comment>
        <translation>{0}（安装 Mesa 的 libgl1-mesa-dri 即可）。</translation>
    </message>
    <message>
        <source>{0}: WGL exists on Windows only.</source>
        <comment>sentence</comment>
        <translation>{0}：WGL 仅适用于 Windows。</translation>
    </message>
    <message>
        <source>{0}: Windows offers no pixel format for it.</source>
        <comment>sentence</comment>
        <translation>{0}：Windows 未提供合适的像素格式。</translation>
    </message>
    <message>
        <source>{0}: install the graphics card&apos;s own driver.</source>
        <comment>sentence</comment>
        <translation>{0}：请安装显卡厂商的驱动。</translation>
    </message>
    <message>
        <source>{0}: does not compile</source>
        <comment>sentence</comment>
        <translation>{0}：无法编译</translation>
    </message>
    <message>
        <source>The picture has {0}x{1} px; this computer&apos;s OpenGL draws {2} px at most.</source>
        <comment>sentence</comment>
        <translation>画面为 {0}x{1} 像素；此电脑的 OpenGL 最多支持 {2} 像素。</translation>
    </message>
    <message>
        <source>nothing: it cannot run here</source>
        <comment>sentence</comment>
        <translation>无：无法在此运行</translation>
    </message>
    <message>
        <source>{0} is not open yet.</source>
        <comment>sentence</comment>
        <translation>{0} 尚未打开。</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <comment>sentence</comment>
        <translation>尚未出现</translation>
    </message>
    <message>
        <source>no face</source>
        <comment>sentence</comment>
        <translation>没有人脸</translation>
    </message>
    <message>
        <source>The recording ended: {0}.</source>
        <comment>sentence</comment>
        <translation>录制已结束：{0}。</translation>
    </message>
    <message>
        <source>Camera {0} does not answer, waiting. Choose another source to stop waiting.</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 没有响应，正在等待。选择其他来源即可停止等待。</translation>
    </message>
    <message>
        <source>{0} is slow to open, waiting.</source>
        <comment>sentence</comment>
        <translation>{0} 打开较慢，正在等待。</translation>
    </message>
    <message>
        <source>resources/face/demo/{0} is damaged; install Lookglass again.</source>
        <comment>sentence</comment>
        <translation>resources/face/demo/{0} 已损坏，请重新安装 Lookglass。</translation>
    </message>
    <message>
        <source>demo subject</source>
        <comment>sentence</comment>
        <translation>演示模特</translation>
    </message>
    <message>
        <source>{0} is a folder; give the name of a file.</source>
        <comment>sentence</comment>
        <translation>{0} 是文件夹，请指定文件名。</translation>
    </message>
    <message>
        <source>{0} cannot be written: the folder {1} does not exist.</source>
        <comment>sentence</comment>
        <translation>无法写入 {0}：文件夹 {1} 不存在。</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <comment>sentence</comment>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} has an ending that cannot be written; use one of {1}.</source>
        <comment>sentence</comment>
        <translation>无法写入 {0} 的格式，请使用 {1} 之一。</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <comment>sentence</comment>
        <translation>另有 {0} 处</translation>
    </message>
    <message>
        <source>There is no camera {0}: no camera is plugged in, or none may be used.</source>
        <comment>sentence</comment>
        <translation>没有摄像头 {0}：未连接摄像头，或没有使用权限。</translation>
    </message>
    <message>
        <source>The source cannot be read fast enough ({count} frames a second are shown): use a smaller clip, one that is easier to decode, or a lower speed.</source>
        <translation>来源读取不够快（每秒显示 {count} 帧）：请使用分辨率更低或更易解码的视频，或降低播放速度。</translation>
    </message>
    <message>
        <source>The finder takes {ms} of {whole_ms} ms: it looks for {count} people; choose fewer.</source>
        <translation>人脸检测占 {whole_ms} 毫秒中的 {ms} 毫秒：正在寻找 {count} 人，请减少人数。</translation>
    </message>
    <message>
        <source>The stage “{stage}” takes {ms} of {whole_ms} ms: reset its knobs in Tune, or wear less.</source>
        <translation>“{stage}”环节占 {whole_ms} 毫秒中的 {ms} 毫秒：请在“调校”中重置其参数，或减少佩戴。</translation>
    </message>
    <message>
        <source>Steady or responsive</source>
        <translation>平稳或灵敏</translation>
    </message>
    <message>
        <source>own knobs</source>
        <translation>自定参数</translation>
    </message>
    <message>
        <source>The knobs are others than those along this line; moving it replaces them.</source>
        <translation>当前参数不在这条线上；移动滑块会替换它们。</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>平稳</translation>
    </message>
    <message>
        <source>Responsive</source>
        <translation>灵敏</translation>
    </message>
    <message>
        <source>Hide {panel}</source>
        <translation>隐藏“{panel}”</translation>
    </message>
    <message>
        <source>Put {panel} back into the window</source>
        <translation>将“{panel}”放回窗口</translation>
    </message>
    <message>
        <source>Float {panel}</source>
        <translation>浮动“{panel}”</translation>
    </message>
    <message>
        <source>Each network file has the SHA-256 that was written down for it: {names}.</source>
        <translation>各模型文件的 SHA-256 均与记录一致：{names}。</translation>
    </message>
    <message>
        <source>models verified</source>
        <translation>模型已校验</translation>
    </message>
    <message>
        <source>{count} dropped</source>
        <translation>丢帧 {count}</translation>
    </message>
    <message>
        <source>Frames that were not shown, since the source was opened:</source>
        <translation>打开来源以来未显示的帧：</translation>
    </message>
    <message>
        <source>checking the models…</source>
        <translation>正在校验模型…</translation>
    </message>
    <message>
        <source>{count} models damaged</source>
        <translation>{count} 个模型已损坏</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>性能数据</translation>
    </message>
    <message>
        <source>&amp;Figures under the picture</source>
        <translation>画面下方显示数据(&amp;F)</translation>
    </message>
    <message>
        <source>Reset {knob}</source>
        <translation>重置{knob}</translation>
    </message>
    <message>
        <source>Without effect while “{knob}” is off.</source>
        <translation>“{knob}”关闭时无效。</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of the notice</source>
        <translation>提示详情</translation>
    </message>
    <message>
        <source>Copy the notice</source>
        <translation>复制提示</translation>
    </message>
    <message>
        <source>Dismiss the notice</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>{count} more notices: show the next</source>
        <translation>另有 {count} 条提示：显示下一条</translation>
    </message>
    <message>
        <source>Keep in my products</source>
        <translation>保留到我的产品</translation>
    </message>
    <message>
        <source>Wear</source>
        <translation>试戴</translation>
    </message>
    <message>
        <source>Cannot be worn</source>
        <translation>无法试戴</translation>
    </message>
    <message>
        <source>Worn from its file</source>
        <translation>直接从文件试戴</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Take off and put away</source>
        <translation>取下并收起</translation>
    </message>
    <message>
        <source>Keep {name} in my products</source>
        <translation>将 {name} 保留到我的产品</translation>
    </message>
    <message>
        <source>Wear {name}</source>
        <translation>试戴 {name}</translation>
    </message>
    <message>
        <source>Wear a model or a drawing</source>
        <translation>试戴模型或彩绘</translation>
    </message>
    <message>
        <source>Models and drawings ({endings})</source>
        <translation>模型和彩绘 ({endings})</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>The product&apos;s name</source>
        <translation>产品名称</translation>
    </message>
    <message>
        <source>Wear a &amp;file…</source>
        <translation>试戴文件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Keep the worn file in my products</source>
        <translation>将试戴的文件保留到我的产品(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Put the removed product back</source>
        <translation>恢复已移除的产品(&amp;P)</translation>
    </message>
    <message>
        <source>Show my products’ f&amp;older</source>
        <translation>打开我的产品文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>{name} is among your own products now.</source>
        <translation>{name} 已加入您的产品。</translation>
    </message>
    <message>
        <source>Cannot open {folder}: {why}</source>
        <translation>无法打开 {folder}：{why}</translation>
    </message>
    <message>
        <source>{name} has been removed from your own products.</source>
        <translation>已从您的产品中移除 {name}。</translation>
    </message>
    <message>
        <source>Save a sheet to draw on</source>
        <translation>保存绘制模板</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save a sheet to &amp;draw on…</source>
        <translation>保存绘制模板(&amp;D)…</translation>
    </message>
    <message>
        <source>Saved {path}. Draw on it, leave its lines out, and drop it here.</source>
        <translation>已保存 {path}。在上面绘制，去掉辅助线，再拖放到这里。</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>性能</translation>
    </message>
    <message>
        <source>Show &amp;performance</source>
        <translation>显示性能(&amp;P)</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>无</translation>
    </message>
    <message>
        <source>time of each frame, ms</source>
        <translation>每帧用时，ms</translation>
    </message>
    <message>
        <source>frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>source to screen, ms</source>
        <translation>来源到屏幕，ms</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Copy CSV</source>
        <translation>复制 CSV</translation>
    </message>
    <message>
        <source>Other figures</source>
        <translation>其他数据</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Keep these figures on the screen while the picture goes on.</source>
        <translation>画面继续，数据停在此刻。</translation>
    </message>
    <message>
        <source>fps / source gives</source>
        <translation>帧率 / 来源帧率</translation>
    </message>
    <message>
        <source>GL calls a frame</source>
        <translation>每帧 GL 调用</translation>
    </message>
    <message>
        <source>OpenGL</source>
        <translation>OpenGL</translation>
    </message>
    <message>
        <source>processor (one core is 100 %)</source>
        <translation>处理器（单核为 100%）</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Plot of the stages&apos; times over 20 seconds</source>
        <translation>20 秒内各环节用时曲线</translation>
    </message>
    <message>
        <source>Plot of the frames a second</source>
        <translation>每秒帧数曲线</translation>
    </message>
    <message>
        <source>Plot of the time from the source to the screen</source>
        <translation>来源到屏幕用时曲线</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>lost: {where}</source>
        <translation>丢失：{where}</translation>
    </message>
    <message>
        <source>What is worn cannot be drawn; the bare picture is shown.</source>
        <translation>无法渲染佩戴的产品，现显示原始画面。</translation>
    </message>
    <message>
        <source>Before and after line</source>
        <translation>前后对比分界线</translation>
    </message>
    <message>
        <source>{percent} % of the picture is before</source>
        <translation>画面的 {percent}% 为试戴前</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>循环(&amp;L)</translation>
    </message>
    <message>
        <source>Slo&amp;wer</source>
        <translation>减速(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>加速(&amp;F)</translation>
    </message>
    <message>
        <source>One picture &amp;back</source>
        <translation>后退一帧(&amp;B)</translation>
    </message>
    <message>
        <source>One picture &amp;on</source>
        <translation>前进一帧(&amp;N)</translation>
    </message>
    <message>
        <source>A second b&amp;ack</source>
        <translation>后退一秒(&amp;A)</translation>
    </message>
    <message>
        <source>A second o&amp;n</source>
        <translation>前进一秒(&amp;N)</translation>
    </message>
    <message>
        <source>To the &amp;start</source>
        <translation>跳到开头(&amp;S)</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>跳到结尾(&amp;E)</translation>
    </message>
    <message>
        <source>Pre&amp;vious picture</source>
        <translation>上一张图片(&amp;V)</translation>
    </message>
    <message>
        <source>Ne&amp;xt picture</source>
        <translation>下一张图片(&amp;X)</translation>
    </message>
    <message>
        <source>Play &amp;from here</source>
        <translation>从此处播放(&amp;F)</translation>
    </message>
    <message>
        <source>Play &amp;up to here</source>
        <translation>播放到此处(&amp;U)</translation>
    </message>
    <message>
        <source>Play the &amp;whole clip</source>
        <translation>播放整段视频(&amp;W)</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Click or drag to see that picture. Arrow keys step; I and O mark the part that is played.</source>
        <translation>点击或拖动以查看画面。方向键逐帧移动；I 和 O 标记播放范围。</translation>
    </message>
    <message>
        <source>The number of the picture in view</source>
        <translation>当前图片的序号</translation>
    </message>
    <message>
        <source>Time for each picture</source>
        <translation>每张图片的时长</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} / {count}</translation>
    </message>
    <message>
        <source>{seconds} s a picture</source>
        <translation>每张 {seconds} 秒</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>A set of knobs</source>
        <translation>一组参数</translation>
    </message>
    <message>
        <source>Search products</source>
        <translation>搜索产品</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Show only: {part}</source>
        <translation>仅显示：{part}</translation>
    </message>
    <message>
        <source>lipstick</source>
        <translation>口红</translation>
    </message>
    <message>
        <source>lip liner</source>
        <translation>唇线笔</translation>
    </message>
    <message>
        <source>eyeliner</source>
        <translation>眼线</translation>
    </message>
    <message>
        <source>eye shadow</source>
        <translation>眼影</translation>
    </message>
    <message>
        <source>lashes</source>
        <translation>睫毛</translation>
    </message>
    <message>
        <source>brows</source>
        <translation>眉毛</translation>
    </message>
    <message>
        <source>contact lenses</source>
        <translation>美瞳</translation>
    </message>
    <message>
        <source>foundation</source>
        <translation>粉底</translation>
    </message>
    <message>
        <source>concealer</source>
        <translation>遮瑕</translation>
    </message>
    <message>
        <source>contour</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>blush</source>
        <translation>腮红</translation>
    </message>
    <message>
        <source>highlighter</source>
        <translation>高光</translation>
    </message>
    <message>
        <source>face paint</source>
        <translation>面部彩绘</translation>
    </message>
    <message>
        <source>hair colour</source>
        <translation>染发</translation>
    </message>
    <message>
        <source>glasses</source>
        <translation>眼镜</translation>
    </message>
    <message>
        <source>earrings</source>
        <translation>耳环</translation>
    </message>
    <message>
        <source>hat</source>
        <translation>帽子</translation>
    </message>
    <message>
        <source>necklace</source>
        <translation>项链</translation>
    </message>
    <message>
        <source>shoes</source>
        <translation>鞋</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>唇部</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼部</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>面部</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>头发</translation>
    </message>
    <message>
        <source>Eyewear</source>
        <translation>眼镜</translation>
    </message>
    <message>
        <source>Jewels</source>
        <translation>首饰</translation>
    </message>
    <message>
        <source>Hats</source>
        <translation>帽子</translation>
    </message>
    <message>
        <source>Shoes</source>
        <translation>鞋履</translation>
    </message>
    <message>
        <source>No favourite any more</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>我的产品</translation>
    </message>
    <message>
        <source>1 product</source>
        <translation>1 个产品</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>取下</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Remove from my products</source>
        <translation>从我的产品中移除</translation>
    </message>
    <message>
        <source>Show all products</source>
        <translation>显示全部产品</translation>
    </message>
    <message>
        <source>Show favourites</source>
        <translation>显示收藏</translation>
    </message>
    <message>
        <source>Show what was worn last</source>
        <translation>显示最近试戴</translation>
    </message>
    <message>
        <source>{count} products</source>
        <translation>{count} 个产品</translation>
    </message>
    <message>
        <source>render</source>
        <translation>渲染</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Nothing could be measured: no face was in view for a second on end.</source>
        <translation>无法测量：没有人脸在画面中停留满一秒。</translation>
    </message>
    <message>
        <source>Save the measurements</source>
        <translation>保存测量结果</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Hold still and measure</source>
        <translation>保持不动并测量</translation>
    </message>
    <message>
        <source>Move and measure</source>
        <translation>移动并测量</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>How much the landmarks tremble while the face stands still.</source>
        <translation>脸部静止时关键点的抖动程度。</translation>
    </message>
    <message>
        <source>How late the steadied landmarks come while the head turns to and fro.</source>
        <translation>来回转头时稳定后关键点的滞后程度。</translation>
    </message>
    <message>
        <source>How long to measure</source>
        <translation>测量时长</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Which measurement</source>
        <translation>选择测量</translation>
    </message>
    <message>
        <source>The measurement by parts of the face</source>
        <translation>按脸部部位的测量结果</translation>
    </message>
    <message>
        <source>Measurements side by side</source>
        <translation>测量结果并排对比</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>Hold still, look straight ahead, mouth closed.</source>
        <translation>保持不动，目视前方，闭上嘴。</translation>
    </message>
    <message>
        <source>Turn the head to and fro, not too slowly.</source>
        <translation>来回转头，不要太慢。</translation>
    </message>
    <message>
        <source>The head moved by {percent} % of its width: some of the jitter is that movement.</source>
        <translation>头部移动了其宽度的 {percent}%：部分抖动来自该移动。</translation>
    </message>
    <message>
        <source>still</source>
        <translation>静止</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>运动</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>% of the face</source>
        <translation>脸宽的 %</translation>
    </message>
    <message>
        <source>Plot of one landmark, raw and steadied</source>
        <translation>单个关键点的曲线：原始与稳定后</translation>
    </message>
    <message>
        <source>{frames} frames, {fps} a second, {lost} without a face; the face is {width} px wide.</source>
        <translation>{frames} 帧，每秒 {fps} 帧，{lost} 帧没有人脸；脸宽 {width} 像素。</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量结果</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>Measure &amp;stillness</source>
        <translation>测量静止抖动(&amp;S)</translation>
    </message>
    <message>
        <source>Measure &amp;lag</source>
        <translation>测量滞后(&amp;L)</translation>
    </message>
    <message>
        <source>eyes</source>
        <translation>眼睛</translation>
    </message>
    <message>
        <source>lips</source>
        <translation>嘴唇</translation>
    </message>
    <message>
        <source>nose</source>
        <translation>鼻子</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>calmer</source>
        <translation>改善</translation>
    </message>
    <message>
        <source>lag ms</source>
        <translation>滞后 ms</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>没有人脸</translation>
    </message>
    <message>
        <source>late from the source</source>
        <translation>来源到得太迟</translation>
    </message>
    <message>
        <source>Skipped because their time had passed when they were read.</source>
        <translation>读到时已过显示时间，因而跳过。</translation>
    </message>
    <message>
        <source>before the finder</source>
        <translation>检测之前</translation>
    </message>
    <message>
        <source>Replaced by a newer one while the finder was at work.</source>
        <translation>检测进行时被更新的帧取代。</translation>
    </message>
    <message>
        <source>before drawing</source>
        <translation>渲染之前</translation>
    </message>
    <message>
        <source>Looked at, and replaced before they were drawn and shown.</source>
        <translation>已检测，但在渲染显示之前被取代。</translation>
    </message>
    <message>
        <source>Shown, but the recording could not keep up.</source>
        <translation>已显示，但录制跟不上。</translation>
    </message>
    <message>
        <source>The last time, Lookglass was cut off. In safe mode it starts without anything of that time.</source>
        <translation>上次 Lookglass 异常退出。安全模式启动时不会载入上次的内容。</translation>
    </message>
    <message>
        <source>Safe mode: nothing of last time, no products of your own, and no change is remembered.</source>
        <translation>安全模式：不载入上次的内容和您自己的产品，更改也不会保存。</translation>
    </message>
    <message>
        <source>Lookglass was cut off twice soon after its start, so this is safe mode: nothing of last time.</source>
        <translation>Lookglass 连续两次在启动后不久异常退出，现以安全模式运行，不载入上次的内容。</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>摄像头(&amp;C)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Camera {number}</source>
        <translation>摄像头 {number}</translation>
    </message>
    <message>
        <source>Looking for cameras…</source>
        <translation>正在查找摄像头…</translation>
    </message>
    <message>
        <source>No camera is plugged in</source>
        <translation>未连接摄像头</translation>
    </message>
    <message>
        <source>Nothing has been opened yet</source>
        <translation>还没有打开过内容</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>median {median} ms, 95th percentile {most} ms</source>
        <translation>中位数 {median} 毫秒，第 95 百分位 {most} 毫秒</translation>
    </message>
    <message>
        <source>Show or hide its knobs</source>
        <translation>展开或收起参数</translation>
    </message>
    <message>
        <source>Switch the stage on or off</source>
        <translation>开启或关闭此环节</translation>
    </message>
    <message>
        <source>Reset {group}</source>
        <translation>重置“{group}”</translation>
    </message>
    <message>
        <source>{stage}: show or hide its knobs</source>
        <translation>{stage}：展开或收起参数</translation>
    </message>
    <message>
        <source>{stage} is on</source>
        <translation>{stage}已开启</translation>
    </message>
    <message>
        <source>{time} ms</source>
        <translation>{time} ms</translation>
    </message>
    <message>
        <source>Times of the stages</source>
        <translation>各环节用时</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>环节</translation>
    </message>
    <message>
        <source>p50 ms</source>
        <translation>p50 ms</translation>
    </message>
    <message>
        <source>p95 ms</source>
        <translation>p95 ms</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Shade {name}</source>
        <translation>色号 {name}</translation>
    </message>
    <message>
        <source>Drawing products</source>
        <translation>正在生成产品图</translation>
    </message>
    <message>
        <source>Press to take it off; F for favourite</source>
        <translation>点按以取下；按 F 收藏</translation>
    </message>
    <message>
        <source>Press to wear it; F for favourite</source>
        <translation>点按以试戴；按 F 收藏</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>自有</translation>
    </message>
    <message>
        <source>worn</source>
        <translation>已佩戴</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>已收藏</translation>
    </message>
    <message>
        <source>People at once</source>
        <translation>同时人数</translation>
    </message>
    <message>
        <source>How many faces are followed at once</source>
        <translation>同时跟踪多少张人脸</translation>
    </message>
    <message>
        <source>Face finder</source>
        <translation>人脸检测引擎</translation>
    </message>
    <message>
        <source>Who finds the face</source>
        <translation>用什么检测人脸</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Finder</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Not here: {reason}</source>
        <translation>不可用：{reason}</translation>
    </message>
    <message>
        <source>Find a knob</source>
        <translation>查找参数</translation>
    </message>
    <message>
        <source>No knob is called that or does that.</source>
        <translation>没有匹配的参数。</translation>
    </message>
    <message>
        <source>Knobs of the stages</source>
        <translation>各环节的参数</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜面画面</translation>
    </message>
    <message>
        <source>&amp;Virtual camera</source>
        <translation>虚拟摄像头(&amp;V)</translation>
    </message>
    <message>
        <source>Virtual camera: {device}</source>
        <translation>虚拟摄像头：{device}</translation>
    </message>
    <message>
        <source>Other programs find the picture as the camera {device}.</source>
        <translation>其他程序可将此画面作为摄像头 {device} 使用。</translation>
    </message>
    <message>
        <source>Set {knob}</source>
        <comment>step</comment>
        <translation>调整{knob}</translation>
    </message>
    <message>
        <source>Set steady or responsive</source>
        <comment>step</comment>
        <translation>调整平稳与灵敏</translation>
    </message>
    <message>
        <source>Use the preset {preset}</source>
        <comment>step</comment>
        <translation>使用预设“{preset}”</translation>
    </message>
    <message>
        <source>Call the preset {preset}</source>
        <comment>step</comment>
        <translation>预设命名为“{preset}”</translation>
    </message>
    <message>
        <source>Reset {group}</source>
        <comment>step</comment>
        <translation>重置“{group}”</translation>
    </message>
    <message>
        <source>Open {source}</source>
        <comment>step</comment>
        <translation>打开 {source}</translation>
    </message>
    <message>
        <source>Find faces with {provider}</source>
        <comment>step</comment>
        <translation>使用 {provider} 检测人脸</translation>
    </message>
    <message>
        <source>Set the number of people</source>
        <comment>step</comment>
        <translation>调整人数</translation>
    </message>
    <message>
        <source>Change the view</source>
        <comment>step</comment>
        <translation>更改视图</translation>
    </message>
    <message>
        <source>Reset {knob}</source>
        <comment>step</comment>
        <translation>重置{knob}</translation>
    </message>
    <message>
        <source>Reset all knobs</source>
        <comment>step</comment>
        <translation>重置所有参数</translation>
    </message>
    <message>
        <source>Change between A and B</source>
        <comment>step</comment>
        <translation>切换 A / B</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <comment>step</comment>
        <translation>停止对比</translation>
    </message>
    <message>
        <source>Copy A to B</source>
        <comment>step</comment>
        <translation>将 A 复制到 B</translation>
    </message>
    <message>
        <source>Copy B to A</source>
        <comment>step</comment>
        <translation>将 B 复制到 A</translation>
    </message>
    <message>
        <source>Wear {product}</source>
        <comment>step</comment>
        <translation>试戴 {product}</translation>
    </message>
    <message>
        <source>Take off {product}</source>
        <comment>step</comment>
        <translation>取下 {product}</translation>
    </message>
    <message>
        <source>Hide {product}</source>
        <comment>step</comment>
        <translation>隐藏 {product}</translation>
    </message>
    <message>
        <source>Move {product}</source>
        <comment>step</comment>
        <translation>移动 {product}</translation>
    </message>
    <message>
        <source>Set {knob} of {product}</source>
        <comment>step</comment>
        <translation>调整 {product} 的{knob}</translation>
    </message>
    <message>
        <source>Reset {product}</source>
        <comment>step</comment>
        <translation>重置 {product}</translation>
    </message>
    <message>
        <source>Wear the look {look}</source>
        <comment>step</comment>
        <translation>换上造型“{look}”</translation>
    </message>
    <message>
        <source>Call the look {look}</source>
        <comment>step</comment>
        <translation>造型命名为“{look}”</translation>
    </message>
    <message>
        <source>Set the strength</source>
        <comment>step</comment>
        <translation>调整强度</translation>
    </message>
    <message>
        <source>Choose {variant} of {product}</source>
        <comment>step</comment>
        <translation>{product} 换为 {variant}</translation>
    </message>
    <message>
        <source>Show {product}</source>
        <comment>step</comment>
        <translation>显示 {product}</translation>
    </message>
    <message>
        <source>Reset {knob} of {product}</source>
        <comment>step</comment>
        <translation>重置 {product} 的{knob}</translation>
    </message>
    <message>
        <source>Reset everything worn</source>
        <comment>step</comment>
        <translation>重置全部佩戴</translation>
    </message>
    <message>
        <source>Take everything off</source>
        <comment>step</comment>
        <translation>全部取下</translation>
    </message>
    <message>
        <source>Wear a look</source>
        <comment>step</comment>
        <translation>换上造型</translation>
    </message>
    <message>
        <source>The folder {0} cannot be made: {1}.</source>
        <comment>sentence</comment>
        <translation>无法创建文件夹 {0}：{1}。</translation>
    </message>
    <message>
        <source>There is no frame in {0} that can be read.</source>
        <comment>sentence</comment>
        <translation>{0} 中没有可读取的帧。</translation>
    </message>
    <message>
        <source>{0} is the source itself; give the output another name.</source>
        <comment>sentence</comment>
        <translation>{0} 就是来源本身，请为输出另取名称。</translation>
    </message>
    <message>
        <source>{0} may overwrite {1} of the source; give the output another place.</source>
        <comment>sentence</comment>
        <translation>{0} 可能覆盖来源中的 {1}，请将输出放到别处。</translation>
    </message>
    <message>
        <source>A camera has no beginning and no end: record it instead.</source>
        <comment>sentence</comment>
        <translation>摄像头没有开头和结尾：请改用录制。</translation>
    </message>
    <message>
        <source>{0} holds pictures and no clip: export a contact sheet of them instead.</source>
        <comment>sentence</comment>
        <translation>{0} 中是图片而非视频：请改为导出拼图。</translation>
    </message>
    <message>
        <source>The graphics driver has failed; the picture is drawn anew.</source>
        <comment>sentence</comment>
        <translation>显卡驱动出错，正在重新渲染画面。</translation>
    </message>
    <message>
        <source>There is no picture for the contact sheet.</source>
        <comment>sentence</comment>
        <translation>没有可用于拼图的画面。</translation>
    </message>
    <message>
        <source>A camera has no moments to choose from: save pictures of it instead.</source>
        <comment>sentence</comment>
        <translation>摄像头没有可供挑选的时刻：请改为保存画面。</translation>
    </message>
    <message>
        <source>The sheet would have {0}x{1} px; choose smaller or fewer pictures.</source>
        <comment>sentence</comment>
        <translation>拼图将达到 {0}x{1} 像素；请选择更小或更少的画面。</translation>
    </message>
    <message>
        <source>The face finder {0} has failed; the bare picture is shown, and it is tried again.</source>
        <comment>sentence</comment>
        <translation>人脸引擎 {0} 出错；现显示素颜画面，并在重试。</translation>
    </message>
    <message>
        <source>The virtual camera needs the package pyvirtualcam; install it beside Lookglass with: python -m pip install pyvirtualcam</source>
        <comment>sentence</comment>
        <translation>虚拟摄像头需要 pyvirtualcam 包；请在 Lookglass 旁安装：python -m pip install pyvirtualcam</translation>
    </message>
    <message>
        <source>There is no virtual camera on this computer; install v4l2loopback (on Debian and Ubuntu: sudo apt install v4l2loopback-dkms) and load it with: sudo modprobe v4l2loopback exclusive_caps=1 card_label=Lookglass</source>
        <comment>sentence</comment>
        <translation>此电脑没有虚拟摄像头；请安装 v4l2loopback（Debian 和 Ubuntu：sudo apt install v4l2loopback-dkms），并加载：sudo modprobe v4l2loopback exclusive_caps=1 card_label=Lookglass</translation>
    </message>
    <message>
        <source>There is no virtual camera on this computer; install OBS Studio, whose camera Lookglass can use. OBS itself need not run.</source>
        <comment>sentence</comment>
        <translation>此电脑没有虚拟摄像头；请安装 OBS Studio，Lookglass 可使用它的虚拟摄像头，无需运行 OBS。</translation>
    </message>
    <message>
        <source>There is no virtual camera on this computer; install OBS Studio 30 or newer and start its virtual camera once. OBS itself need not run after that.</source>
        <comment>sentence</comment>
        <translation>此电脑没有虚拟摄像头；请安装 OBS Studio 30 或更新版本，并启动一次它的虚拟摄像头，之后无需运行 OBS。</translation>
    </message>
    <message>
        <source>The virtual camera {0} takes no more pictures.</source>
        <comment>sentence</comment>
        <translation>虚拟摄像头 {0} 不再接收画面。</translation>
    </message>
    <message>
        <source>There is no camera {0}; there is {1}.</source>
        <comment>sentence</comment>
        <translation>没有摄像头 {0}；可用的有 {1}。</translation>
    </message>
    <message>
        <source>Several cameras are called {0}: {1}; choose one by its number.</source>
        <comment>sentence</comment>
        <translation>有多个摄像头名为 {0}：{1}；请按编号选择。</translation>
    </message>
    <message>
        <source>{0} {1}x{2}, {3} frames a second</source>
        <comment>sentence</comment>
        <translation>{0} {1}x{2}，每秒 {3} 帧</translation>
    </message>
    <message>
        <source>Camera {0} has been let go of.</source>
        <comment>sentence</comment>
        <translation>已释放摄像头 {0}。</translation>
    </message>
    <message>
        <source>it is not there or another program uses it</source>
        <comment>sentence</comment>
        <translation>设备不存在，或正被其他程序占用</translation>
    </message>
    <message>
        <source>it gives no picture</source>
        <comment>sentence</comment>
        <translation>没有画面</translation>
    </message>
    <message>
        <source>Camera {0} cannot be opened: {1}.</source>
        <comment>sentence</comment>
        <translation>无法打开摄像头 {0}：{1}。</translation>
    </message>
    <message>
        <source>Camera {0} is gone, waiting for it to come back.</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 已断开，正在等待重新连接。</translation>
    </message>
    <message>
        <source>Camera {0} gives no picture, trying again.</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 没有画面，正在重试。</translation>
    </message>
    <message>
        <source>Camera {0} does not answer, waiting.</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 没有响应，正在等待。</translation>
    </message>
    <message>
        <source>Camera {0} has no new picture yet.</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 还没有新画面。</translation>
    </message>
    <message>
        <source>the camera is gone, waiting for it to come back</source>
        <comment>sentence</comment>
        <translation>摄像头已断开，正在等待重新连接</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <comment>sentence</comment>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>{0} cannot be opened: {1}.</source>
        <comment>sentence</comment>
        <translation>无法打开 {0}：{1}。</translation>
    </message>
    <message>
        <source>Open the last of these recordings</source>
        <translation>打开这些记录中的最后一个</translation>
    </message>
    <message>
        <source>Open this recording</source>
        <translation>打开此记录</translation>
    </message>
    <message>
        <source>Tip of the nose</source>
        <translation>鼻尖</translation>
    </message>
    <message>
        <source>Middle of the upper lip</source>
        <translation>上唇中点</translation>
    </message>
    <message>
        <source>Corner of the lips</source>
        <translation>嘴角</translation>
    </message>
    <message>
        <source>Outer corner of the eye</source>
        <translation>外眼角</translation>
    </message>
    <message>
        <source>Middle of the iris</source>
        <translation>虹膜中心</translation>
    </message>
    <message>
        <source>Middle of the brow</source>
        <translation>眉毛中点</translation>
    </message>
    <message>
        <source>Chin</source>
        <translation>下巴</translation>
    </message>
    <message>
        <source>Edge of the face</source>
        <translation>脸颊边缘</translation>
    </message>
    <message>
        <source>Two settings on {recording}</source>
        <translation>{recording} 上的两组设置</translation>
    </message>
    <message>
        <source>{frames} frames, {seconds} s, the face is {width} px wide.</source>
        <translation>{frames} 帧，{seconds} 秒，人脸宽 {width} px。</translation>
    </message>
    <message>
        <source>Errors are against the known truth of the clip.</source>
        <translation>误差以片段的已知真值为准。</translation>
    </message>
    <message>
        <source>The truth is not known: errors are against the same points without their tremble.</source>
        <translation>没有真值：误差以去除抖动后的同一批点为准。</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>the better one</source>
        <translation>较好的一方</translation>
    </message>
    <message>
        <source>{landmark}, {axis} in px over time</source>
        <translation>{landmark}的 {axis}（px）随时间的变化</translation>
    </message>
    <message>
        <source>{landmark}, error of {axis} in px over time</source>
        <translation>{landmark} {axis} 的误差（px）随时间的变化</translation>
    </message>
    <message>
        <source>{landmark}, departure of {axis} from its slow movement in px over time</source>
        <translation>{landmark} {axis} 偏离其慢速运动的量（px）随时间的变化</translation>
    </message>
    <message>
        <source>Spectrum of the error, % of the face&apos;s width per root hertz</source>
        <translation>误差频谱，每根号赫兹占脸宽的 %</translation>
    </message>
    <message>
        <source>Jitter, % of the face&apos;s width, against lag</source>
        <translation>抖动（占脸宽的 %）与延迟</translation>
    </message>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>秒</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>赫兹</translation>
    </message>
    <message>
        <source>lag in ms</source>
        <translation>延迟（毫秒）</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>检测值</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>调优</translation>
    </message>
    <message>
        <source>Landmarks and the way they have come in the last half second</source>
        <translation>特征点及其最近半秒的轨迹</translation>
    </message>
    <message>
        <source>A and B</source>
        <translation>A 与 B</translation>
    </message>
    <message>
        <source>Landmark that is plotted</source>
        <translation>绘制的特征点</translation>
    </message>
    <message>
        <source>Direction that is plotted</source>
        <translation>绘制的方向</translation>
    </message>
    <message>
        <source>from side to side</source>
        <translation>左右</translation>
    </message>
    <message>
        <source>up and down</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>A camera has no end; record it first and compare on the recording.</source>
        <translation>摄像头没有尽头；请先录制，再在录制上比较。</translation>
    </message>
    <message>
        <source>A and B are the same; choose another one of them.</source>
        <translation>A 与 B 相同；请更换其中一个。</translation>
    </message>
    <message>
        <source>Compare on</source>
        <translation>在何处比较</translation>
    </message>
    <message>
        <source>Recording to compare on</source>
        <translation>用于比较的录制</translation>
    </message>
    <message>
        <source>Choose a recording or clip…</source>
        <translation>选择录制或片段…</translation>
    </message>
    <message>
        <source>Recordings and clips</source>
        <translation>录制与片段</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>The open one: {source}</source>
        <translation>当前打开的：{source}</translation>
    </message>
    <message>
        <source>On</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>The present settings</source>
        <translation>当前设置</translation>
    </message>
    <message>
        <source>Settings of {letter}</source>
        <translation>{letter} 的设置</translation>
    </message>
    <message>
        <source>Preset {name}</source>
        <translation>预设 {name}</translation>
    </message>
    <message>
        <source>The comparison was stopped.</source>
        <translation>比较已停止。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>比较进度</translation>
    </message>
    <message>
        <source>Looking at every frame; A, B and each stabiliser are played on what is seen.</source>
        <translation>正在查看每一帧；A、B 与各种稳定方法都在同一批结果上运行。</translation>
    </message>
    <message>
        <source>Plays two settings on the same frames and shows what differs, in figures and pictures.</source>
        <translation>在相同的帧上运行两组设置，用数字和画面显示差别。</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>How A and B are shown</source>
        <translation>A 与 B 的显示方式</translation>
    </message>
    <message>
        <source>the face</source>
        <translation>整张脸</translation>
    </message>
    <message>
        <source>Part of the face</source>
        <translation>脸的部位</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>A alone</source>
        <translation>仅 A</translation>
    </message>
    <message>
        <source>B alone</source>
        <translation>仅 B</translation>
    </message>
    <message>
        <source>{settings} at {time} s</source>
        <translation>{settings}，{time} 秒</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Export the report…</source>
        <translation>导出报告…</translation>
    </message>
    <message>
        <source>Figures of A and B</source>
        <translation>A 与 B 的指标</translation>
    </message>
    <message>
        <source>Figures of A and B by parts of the face</source>
        <translation>A 与 B 各部位的指标</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>The comparison failed inside Lookglass.</source>
        <translation>比较在 Lookglass 内部失败。</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>正在取消</translation>
    </message>
    <message>
        <source>Comparing two settings</source>
        <translation>正在比较两组设置</translation>
    </message>
    <message>
        <source>Too little moves in it to tell a lag.</source>
        <translation>其中的运动太少，无法判断延迟。</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Jitter by part (%)</source>
        <translation>各部位抖动 (%)</translation>
    </message>
    <message>
        <source>Changed: {settings}</source>
        <translation>改动：{settings}</translation>
    </message>
    <message>
        <source>Nothing is changed from the defaults.</source>
        <translation>与默认值无差别。</translation>
    </message>
    <message>
        <source>Made with Lookglass {version}</source>
        <translation>由 Lookglass {version} 生成</translation>
    </message>
    <message>
        <source>B is calmer by {percent} %</source>
        <translation>B 比 A 平稳 {percent} %</translation>
    </message>
    <message>
        <source>B trembles {percent} % more</source>
        <translation>B 比 A 多抖动 {percent} %</translation>
    </message>
    <message>
        <source>B is as calm as A</source>
        <translation>B 与 A 一样平稳</translation>
    </message>
    <message>
        <source>comes {ms} ms later</source>
        <translation>晚 {ms} 毫秒</translation>
    </message>
    <message>
        <source>comes {ms} ms earlier</source>
        <translation>早 {ms} 毫秒</translation>
    </message>
    <message>
        <source>comes no later</source>
        <translation>没有更晚</translation>
    </message>
    <message>
        <source>lies {percent} % closer to the truth</source>
        <translation>离真值近 {percent} %</translation>
    </message>
    <message>
        <source>lies {percent} % further from the truth</source>
        <translation>离真值远 {percent} %</translation>
    </message>
    <message>
        <source>lies as close to the truth</source>
        <translation>离真值一样近</translation>
    </message>
    <message>
        <source>{first}.</source>
        <translation>{first}。</translation>
    </message>
    <message>
        <source>{first} and {second}.</source>
        <translation>{first}，{second}。</translation>
    </message>
    <message>
        <source>{first}, {second} and {third}.</source>
        <translation>{first}，{second}，{third}。</translation>
    </message>
    <message>
        <source>There was too little to compare.</source>
        <translation>可比较的内容太少。</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>抖动</translation>
    </message>
    <message>
        <source>Error</source>
        <comment>of a measurement</comment>
        <translation>误差</translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>最大误差</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Overshoot</source>
        <translation>过冲</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>闪动</translation>
    </message>
    <message>
        <source>Drop-outs</source>
        <translation>丢失帧数</translation>
    </message>
    <message>
        <source>What is faster than 1 Hz; the error that a lag makes is not in it.</source>
        <translation>快于 1 Hz 的部分；不含延迟造成的误差。</translation>
    </message>
    <message>
        <source>Root mean square distance from where the points should be.</source>
        <translation>与应在位置的均方根距离。</translation>
    </message>
    <message>
        <source>How much later the points move; below 0 they are ahead.</source>
        <translation>特征点晚多少移动；小于 0 表示超前。</translation>
    </message>
    <message>
        <source>How much the error changes from frame to frame.</source>
        <translation>误差在相邻帧之间变化多少。</translation>
    </message>
    <message>
        <source>irises</source>
        <translation>虹膜</translation>
    </message>
    <message>
        <source>temples of glasses</source>
        <translation>眼镜腿</translation>
    </message>
    <message>
        <source>tip of the toes</source>
        <translation>脚趾尖</translation>
    </message>
    <message>
        <source>ball of the foot</source>
        <translation>前脚掌</translation>
    </message>
    <message>
        <source>heel</source>
        <translation>脚跟</translation>
    </message>
    <message>
        <source>ankle and instep</source>
        <translation>脚踝和脚背</translation>
    </message>
    <message>
        <source>Looking what this is…</source>
        <translation>正在查看这是什么…</translation>
    </message>
    <message>
        <source>The face or the feet alone</source>
        <translation>仅脸部或双脚</translation>
    </message>
    <message>
        <source>No foot was found in it.</source>
        <translation>其中没有找到脚。</translation>
    </message>
    <message>
        <source>Use as the feet’s length</source>
        <translation>用作脚长</translation>
    </message>
    <message>
        <source>Left: {length} ± {more} mm long, {width} ± {wider} mm wide, about EU {size}</source>
        <translation>左脚：长 {length} ± {more} 毫米，宽 {width} ± {wider} 毫米，约欧码 {size}</translation>
    </message>
    <message>
        <source>Sheet or card by its shape</source>
        <translation>按形状识别纸张或卡片</translation>
    </message>
    <message>
        <source>A4 sheet</source>
        <translation>A4 纸</translation>
    </message>
    <message>
        <source>Letter sheet</source>
        <translation>Letter 纸</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>What the feet are measured by</source>
        <translation>测量脚所用的参照物</translation>
    </message>
    <message>
        <source>Measure anew</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Follow feet</source>
        <translation>跟踪双脚</translation>
    </message>
    <message>
        <source>Lengths are those of what is seen: a shoe where one is worn. ± is the half of the 95 % band.</source>
        <translation>测得的是所见之物的长度：穿着鞋时即鞋长。± 为 95% 区间的一半。</translation>
    </message>
    <message>
        <source>Faces are followed now; feet can be measured while they are followed.</source>
        <translation>现在跟踪的是脸；跟踪双脚时才能测量。</translation>
    </message>
    <message>
        <source>Lay a sheet of paper or a bank card flat on the floor beside the foot, all four corners and the foot in view.</source>
        <translation>请将一张纸或一张银行卡平放在脚边的地面上，使四角和脚都在画面中。</translation>
    </message>
    <message>
        <source>The sheet is seen; keep the whole foot in view.</source>
        <translation>已看到纸张；请让整只脚保持在画面中。</translation>
    </message>
    <message>
        <source>Right: {length} ± {more} mm long, {width} ± {wider} mm wide, about EU {size}</source>
        <translation>右脚：长 {length} ± {more} 毫米，宽 {width} ± {wider} 毫米，约欧码 {size}</translation>
    </message>
    <message>
        <source>Use {length} mm as the feet’s length</source>
        <translation>将 {length} 毫米用作脚长</translation>
    </message>
    <message>
        <source>Measuring feet</source>
        <translation>测量脚</translation>
    </message>
    <message>
        <source>Feet are followed while a shoe is worn, and the demo subject shows a face.</source>
        <translation>穿着鞋时跟踪的是双脚，而演示模特只显示脸。</translation>
    </message>
    <message>
        <source>What is worn is shown on faces, and the demo feet have none.</source>
        <translation>所佩戴的产品显示在脸上，而演示双脚中没有脸。</translation>
    </message>
    <message>
        <source>Feet are followed, and the demo subject shows a face.</source>
        <translation>跟踪的是双脚，而演示模特只显示脸。</translation>
    </message>
    <message>
        <source>Faces are followed, and the demo feet have none.</source>
        <translation>跟踪的是脸，而演示双脚中没有脸。</translation>
    </message>
    <message>
        <source>Show the demo feet</source>
        <translation>显示演示双脚</translation>
    </message>
    <message>
        <source>Show the demo subject</source>
        <translation>显示演示模特</translation>
    </message>
    <message>
        <source>F&amp;ollow</source>
        <translation>跟踪(&amp;O)</translation>
    </message>
    <message>
        <source>Follow what the &amp;products are worn on</source>
        <translation>按所穿戴的产品跟踪(&amp;P)</translation>
    </message>
    <message>
        <source>Follow &amp;faces</source>
        <translation>跟踪脸部(&amp;F)</translation>
    </message>
    <message>
        <source>Follow f&amp;eet</source>
        <translation>跟踪双脚(&amp;E)</translation>
    </message>
    <message>
        <source>Feet: {provider} on {device}.</source>
        <translation>双脚：{provider}，运行于 {device}。</translation>
    </message>
    <message>
        <source>Has an effect only while “{knob}” is one of these: {choices}.</source>
        <translation>仅当“{knob}”为以下之一时有效：{choices}。</translation>
    </message>
    <message>
        <source>Has an effect only while “{knob}” is {choice} or {other}.</source>
        <translation>仅当“{knob}”为{choice}或{other}时有效。</translation>
    </message>
    <message>
        <source>Has an effect only while “{knob}” is {choice}.</source>
        <translation>仅当“{knob}”为{choice}时有效。</translation>
    </message>
    <message>
        <source>Move a foot to and fro, not too slowly.</source>
        <translation>请来回移动一只脚，不要太慢。</translation>
    </message>
    <message>
        <source>Nothing could be measured: no foot was in view for a second on end.</source>
        <translation>无法测量：没有脚连续一秒出现在画面中。</translation>
    </message>
    <message>
        <source>{frames} frames, {fps} a second, {lost} without a foot; the foot is {width} px long.</source>
        <translation>{frames} 帧，每秒 {fps} 帧，{lost} 帧没有脚；脚长 {width} 像素。</translation>
    </message>
    <message>
        <source>How much the landmarks tremble while the feet stand still.</source>
        <translation>双脚站定时标志点的抖动程度。</translation>
    </message>
    <message>
        <source>How late the steadied landmarks come while a foot moves to and fro.</source>
        <translation>脚来回移动时，稳定后的标志点滞后多少。</translation>
    </message>
    <message>
        <source>Stand still, and hold the camera still, too.</source>
        <translation>请站定，并保持摄像头不动。</translation>
    </message>
    <message>
        <source>The foot moved by {percent} % of its length: some of the jitter is that movement.</source>
        <translation>脚移动了其长度的 {percent} %：部分抖动来自这一移动。</translation>
    </message>
    <message>
        <source>Tip of the toes, x in px over seconds: raw grey, steadied blue.</source>
        <translation>脚趾尖的 x（像素）随秒数变化：原始为灰色，稳定后为蓝色。</translation>
    </message>
    <message>
        <source>The measurement by parts of the foot</source>
        <translation>按脚的各部分列出的测量结果</translation>
    </message>
    <message>
        <source>% of the foot</source>
        <translation>占脚的百分比</translation>
    </message>
    <message>
        <source>&amp;Compare two settings</source>
        <translation>比较两组设置(&amp;C)</translation>
    </message>
    <message>
        <source>Measure &amp;feet…</source>
        <translation>测量脚(&amp;F)…</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Compare two settings</source>
        <translation>比较两组设置</translation>
    </message>
    <message>
        <source>Measure feet</source>
        <translation>测量双脚</translation>
    </message>
    <message>
        <source>Feet</source>
        <translation>双脚</translation>
    </message>
    <message>
        <source>no foot</source>
        <translation>没有脚</translation>
    </message>
    <message>
        <source>Demo feet</source>
        <translation>演示双脚</translation>
    </message>
    <message>
        <source>Shown on faces; feet are followed while a shoe is worn.</source>
        <translation>显示在脸上；穿着鞋时跟踪的是双脚。</translation>
    </message>
    <message>
        <source>Shown on feet; faces are followed.</source>
        <translation>显示在脚上；现在跟踪的是脸。</translation>
    </message>
    <message>
        <source>Shown on faces; feet are followed.</source>
        <translation>显示在脸上；现在跟踪的是双脚。</translation>
    </message>
    <message>
        <source>No feet in view: point the camera at your feet, shoes and ankles in view.</source>
        <translation>画面中没有脚：请将摄像头对准双脚，使鞋和脚踝都在画面中。</translation>
    </message>
    <message>
        <source>Wear {name} as a shoe</source>
        <translation>将 {name} 作为鞋穿上</translation>
    </message>
    <message>
        <source>Wear {name} as glasses</source>
        <translation>将 {name} 作为眼镜戴上</translation>
    </message>
    <message>
        <source>Wear it as a shoe</source>
        <translation>作为鞋穿上</translation>
    </message>
    <message>
        <source>Wear it as glasses</source>
        <translation>作为眼镜戴上</translation>
    </message>
    <message>
        <source>Lookglass (ONNX)</source>
        <translation>Lookglass (ONNX)</translation>
    </message>
    <message>
        <source>What finds the feet, and where it really runs.</source>
        <translation>由什么查找双脚，以及它实际运行在哪里。</translation>
    </message>
    <message>
        <source>flow</source>
        <translation>光流</translation>
    </message>
    <message>
        <source>From the source to the screen: how old a frame is when it is first shown, and how old the frame is that its landmarks were found in. Both are the same but while a lost foot is held.</source>
        <translation>从来源到屏幕：一帧首次显示时已过的时间，以及找到其标志点的那一帧已过的时间。除了在保持丢失的脚时，两者相同。</translation>
    </message>
    <message>
        <source>What was being recorded then is kept: {path}</source>
        <translation>当时正在录制的内容已保留：{path}</translation>
    </message>
    <message>
        <source>Show the &amp;kept recording</source>
        <translation>显示保留的录像(&amp;K)</translation>
    </message>
    <message>
        <source>Recorded {time}, {size}, without {count} pictures for which there was no time: {path}</source>
        <translation>已记录 {time}，{size}，其中 {count} 幅画面来不及保存：{path}</translation>
    </message>
    <message>
        <source>&amp;Record the session</source>
        <translation>记录会话(&amp;R)</translation>
    </message>
    <message>
        <source>Stop &amp;recording the session</source>
        <translation>停止记录会话(&amp;R)</translation>
    </message>
    <message>
        <source>REC for the lab</source>
        <translation>实验室记录</translation>
    </message>
    <message>
        <source>Demo &amp;feet</source>
        <translation>演示双脚(&amp;F)</translation>
    </message>
    <message>
        <source>{width} × {height}, {rate} frames a second</source>
        <translation>{width} × {height}，每秒 {rate} 帧</translation>
    </message>
    <message>
        <source>Feet are found by Lookglass alone; this is kept for faces.</source>
        <translation>双脚只由 Lookglass 查找；此项留给脸部使用。</translation>
    </message>
    <message>
        <source>Feet at once</source>
        <translation>同时跟踪的脚数</translation>
    </message>
    <message>
        <source>How many feet are followed at once</source>
        <translation>同时跟踪多少只脚</translation>
    </message>
    <message>
        <source>The picture with everything worn. Hold Space to see it bare.</source>
        <translation>穿戴了所有产品的画面。按住空格键可查看原样。</translation>
    </message>
    <message>
        <source>Fewer knobs</source>
        <translation>收起参数</translation>
    </message>
    <message>
        <source>More knobs</source>
        <translation>更多参数</translation>
    </message>
    <message>
        <source>Length</source>
        <comment>knob</comment>
        <translation>长度</translation>
    </message>
    <message>
        <source>How long the foot is with what is worn on it: the scale of everything.</source>
        <translation>脚连同脚上所穿之物的长度：一切尺寸的基准。</translation>
    </message>
    <message>
        <source>How far a foot may move in the region that the network sees before that follows at once; more is calmer.</source>
        <translation>脚在网络所看的区域内移动多少后，该区域才立即跟随；越大越平稳。</translation>
    </message>
    <message>
        <source>How fast that region centres on a foot that rests within the slack.</source>
        <translation>脚在余量内静止时，该区域回到居中的速度。</translation>
    </message>
    <message>
        <source>Give</source>
        <comment>knob</comment>
        <translation>余量</translation>
    </message>
    <message>
        <source>How far width and height may differ from the usual; 0 takes every foot for the same.</source>
        <translation>宽度和高度可以与通常相差多少；0 表示所有脚都一样。</translation>
    </message>
    <message>
        <source>How points are steadied: flow follows the skin itself; the others weigh calm against lag.</source>
        <translation>关键点的稳定方式：光流跟随皮肤本身；其他方式在平稳与滞后之间取舍。</translation>
    </message>
    <message>
        <source>Flow</source>
        <comment>choice</comment>
        <translation>光流</translation>
    </message>
    <message>
        <source>Spring</source>
        <comment>choice</comment>
        <translation>弹簧</translation>
    </message>
    <message>
        <source>Flow drift</source>
        <comment>knob</comment>
        <translation>光流漂移</translation>
    </message>
    <message>
        <source>How far a point may wander over the skin in a second: lower is calmer, higher lets go sooner of a skin that misleads.</source>
        <translation>关键点每秒可在皮肤上漂移多远：越低越平稳，越高则越快摆脱皮肤的误导。</translation>
    </message>
    <message>
        <source>Flow settle</source>
        <comment>knob</comment>
        <translation>光流归位</translation>
    </message>
    <message>
        <source>How long the detector must insist before a point follows it.</source>
        <translation>检测结果须坚持多久，关键点才会跟随。</translation>
    </message>
    <message>
        <source>s</source>
        <comment>unit</comment>
        <translation>秒</translation>
    </message>
    <message>
        <source>Spring</source>
        <comment>knob</comment>
        <translation>弹簧</translation>
    </message>
    <message>
        <source>How stiff the spring is: lower is calmer, and later.</source>
        <translation>弹簧的硬度：越低越平稳，也越滞后。</translation>
    </message>
    <message>
        <source>Over</source>
        <comment>knob</comment>
        <translation>实际所穿</translation>
    </message>
    <message>
        <source>what is really worn now: it decides the room inside, and what one sees there</source>
        <translation>现在实际穿着什么：它决定鞋内的空间以及那里看到什么</translation>
    </message>
    <message>
        <source>As seen</source>
        <comment>choice</comment>
        <translation>如所见</translation>
    </message>
    <message>
        <source>A shoe</source>
        <comment>choice</comment>
        <translation>鞋</translation>
    </message>
    <message>
        <source>A bare foot or sock</source>
        <comment>choice</comment>
        <translation>光脚或袜子</translation>
    </message>
    <message>
        <source>Sizing</source>
        <comment>knob</comment>
        <translation>尺码方式</translation>
    </message>
    <message>
        <source>as long as the foot asks for, or true to one size</source>
        <translation>按脚所需的长度，或固定为一个尺码</translation>
    </message>
    <message>
        <source>To the foot</source>
        <comment>choice</comment>
        <translation>按脚</translation>
    </message>
    <message>
        <source>the size worn, to scale with the foot&apos;s length as it is known</source>
        <translation>所穿的尺码，按已知的脚长比例显示</translation>
    </message>
    <message>
        <source>EU</source>
        <comment>unit</comment>
        <translation>欧码</translation>
    </message>
    <message>
        <source>how large the shoe is; 1 is the length chosen above</source>
        <translation>鞋的大小；1 为上面所选的长度</translation>
    </message>
    <message>
        <source>towards the toe, or back to the heel</source>
        <translation>向脚趾方向，或向脚跟方向</translation>
    </message>
    <message>
        <source>Outward</source>
        <comment>knob</comment>
        <translation>向外</translation>
    </message>
    <message>
        <source>away from the other foot; both shoes move alike</source>
        <translation>远离另一只脚；两只鞋同样移动</translation>
    </message>
    <message>
        <source>off the floor, or into it</source>
        <translation>离开地面，或陷入地面</translation>
    </message>
    <message>
        <source>Turn</source>
        <comment>knob</comment>
        <translation>转向</translation>
    </message>
    <message>
        <source>turns the toes outwards; both shoes turn alike</source>
        <translation>将脚趾向外转；两只鞋同样转动</translation>
    </message>
    <message>
        <source>Colours</source>
        <comment>knob</comment>
        <translation>颜色</translation>
    </message>
    <message>
        <source>the colours of the file, or those chosen for its parts</source>
        <translation>文件中的颜色，或为各部分所选的颜色</translation>
    </message>
    <message>
        <source>Chosen</source>
        <comment>choice</comment>
        <translation>自选</translation>
    </message>
    <message>
        <source>Upper colour</source>
        <comment>knob</comment>
        <translation>鞋面颜色</translation>
    </message>
    <message>
        <source>the colour of the materials named &quot;upper&quot;</source>
        <translation>名为“upper”的材质的颜色</translation>
    </message>
    <message>
        <source>Accent colour</source>
        <comment>knob</comment>
        <translation>点缀颜色</translation>
    </message>
    <message>
        <source>the colour of the materials named &quot;accent&quot;</source>
        <translation>名为“accent”的材质的颜色</translation>
    </message>
    <message>
        <source>Sole colour</source>
        <comment>knob</comment>
        <translation>鞋底颜色</translation>
    </message>
    <message>
        <source>the colour of the materials named &quot;sole&quot;</source>
        <translation>名为“sole”的材质的颜色</translation>
    </message>
    <message>
        <source>Laces colour</source>
        <comment>knob</comment>
        <translation>鞋带颜色</translation>
    </message>
    <message>
        <source>the colour of the materials named &quot;laces&quot;</source>
        <translation>名为“laces”的材质的颜色</translation>
    </message>
    <message>
        <source>Leg</source>
        <comment>knob</comment>
        <translation>腿</translation>
    </message>
    <message>
        <source>trousers and leg hang over the shoe, or stand in its shaft as in a boot&apos;s</source>
        <translation>裤子和腿垂在鞋的前面，或像靴子那样伸进鞋筒</translation>
    </message>
    <message>
        <source>In front</source>
        <comment>choice</comment>
        <translation>在前面</translation>
    </message>
    <message>
        <source>In the shaft</source>
        <comment>choice</comment>
        <translation>在鞋筒内</translation>
    </message>
    <message>
        <source>Hide</source>
        <comment>knob</comment>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>how well the real shoe vanishes where the worn one is smaller</source>
        <translation>试穿的鞋较小处，真鞋隐去的程度</translation>
    </message>
    <message>
        <source>how dark the shoe&apos;s shadow on the floor is</source>
        <translation>鞋在地面上的影子有多深</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <comment>knob</comment>
        <translation>镜像</translation>
    </message>
    <message>
        <source>the left shoe is the right one&apos;s mirror image; off wears the model as it is made on both</source>
        <translation>左鞋是右鞋的镜像；关闭则两只脚都按模型原样穿</translation>
    </message>
    <message>
        <source>Feet</source>
        <comment>stage</comment>
        <translation>双脚</translation>
    </message>
    <message>
        <source>Set the number of feet</source>
        <comment>step</comment>
        <translation>设置脚的数量</translation>
    </message>
    <message>
        <source>Change what is followed</source>
        <comment>step</comment>
        <translation>更改跟踪对象</translation>
    </message>
    <message>
        <source>Glasses</source>
        <comment>preset</comment>
        <translation>眼镜</translation>
    </message>
    <message>
        <source>MediaPipe one-euro</source>
        <comment>preset</comment>
        <translation>MediaPipe One-Euro</translation>
    </message>
    <message>
        <source>Closest when the head turns or nods, with a little more trembling at rest.</source>
        <translation>转头或点头时最贴合，静止时抖动略多。</translation>
    </message>
    <message>
        <source>Shoes</source>
        <comment>preset</comment>
        <translation>鞋子</translation>
    </message>
    <message>
        <source>Calmest at rest; a turning head is followed a little less closely.</source>
        <translation>静止时最平稳；转头时贴合度略低。</translation>
    </message>
    <message>
        <source>There is nothing to compare: {0}.</source>
        <comment>sentence</comment>
        <translation>没有可比较的内容：{0}。</translation>
    </message>
    <message>
        <source>the face was not found</source>
        <comment>sentence</comment>
        <translation>没有找到人脸</translation>
    </message>
    <message>
        <source>no face was in view for a second</source>
        <comment>sentence</comment>
        <translation>没有一秒钟看得见人脸</translation>
    </message>
    <message>
        <source>nothing is known to be true of this clip</source>
        <comment>sentence</comment>
        <translation>这个片段没有真值</translation>
    </message>
    <message>
        <source>There is no frame in it that can be read.</source>
        <comment>sentence</comment>
        <translation>其中没有可读取的帧。</translation>
    </message>
    <message>
        <source>{0} and its truth do not belong together (frame {1}).</source>
        <comment>sentence</comment>
        <translation>{0} 与其真值不匹配（第 {1} 帧）。</translation>
    </message>
    <message>
        <source>{0} holds no pictures in which faces could be found again.</source>
        <comment>sentence</comment>
        <translation>{0} 中没有可以重新检测人脸的画面。</translation>
    </message>
    <message>
        <source>millimetres</source>
        <comment>sentence</comment>
        <translation>毫米</translation>
    </message>
    <message>
        <source>centimetres</source>
        <comment>sentence</comment>
        <translation>厘米</translation>
    </message>
    <message>
        <source>inches</source>
        <comment>sentence</comment>
        <translation>英寸</translation>
    </message>
    <message>
        <source>Number of feet: expected 1 to 10, got {0}.</source>
        <comment>sentence</comment>
        <translation>脚的数量：应为 1 到 10，实际为 {0}。</translation>
    </message>
    <message>
        <source>There is nothing called {0} to follow; there are {1}.</source>
        <comment>sentence</comment>
        <translation>没有名为 {0} 的跟踪对象；可选：{1}。</translation>
    </message>
    <message>
        <source>foot&apos;s surface</source>
        <comment>sentence</comment>
        <translation>脚的表面</translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <comment>sentence</comment>
        <translation>还没有可保存的画面。</translation>
    </message>
    <message>
        <source>foot in {0}</source>
        <comment>sentence</comment>
        <translation>{0} 中的脚</translation>
    </message>
    <message>
        <source>shadow map</source>
        <comment>sentence</comment>
        <translation>阴影贴图</translation>
    </message>
    <message>
        <source>stage of {0}x{1}</source>
        <comment>sentence</comment>
        <translation>{0}x{1} 的场景</translation>
    </message>
    <message>
        <source>There is no picture to export yet.</source>
        <comment>sentence</comment>
        <translation>还没有可导出的画面。</translation>
    </message>
    <message>
        <source>There is no picture to put anything on yet.</source>
        <comment>sentence</comment>
        <translation>还没有可试戴的画面。</translation>
    </message>
    <message>
        <source>The demo feet are being made ready, one moment.</source>
        <comment>sentence</comment>
        <translation>正在准备演示双脚，请稍候。</translation>
    </message>
    <message>
        <source>The demo subject is being made ready, one moment.</source>
        <comment>sentence</comment>
        <translation>正在准备演示模特，请稍候。</translation>
    </message>
    <message>
        <source>There is no demo subject demo:{0}; there are demo:face and demo:feet.</source>
        <comment>sentence</comment>
        <translation>没有演示对象 demo:{0}；可用的有 demo:face 和 demo:feet。</translation>
    </message>
    <message>
        <source>The foot finder has failed; the bare picture is shown, and it is tried again.</source>
        <comment>sentence</comment>
        <translation>脚的查找已失败；现在显示原样画面，并会重新尝试。</translation>
    </message>
    <message>
        <source>no foot</source>
        <comment>sentence</comment>
        <translation>没有脚</translation>
    </message>
    <message>
        <source>ankle strap</source>
        <comment>sentence</comment>
        <translation>踝带</translation>
    </message>
    <message>
        <source>mary jane</source>
        <comment>sentence</comment>
        <translation>玛丽珍</translation>
    </message>
    <message>
        <source>in the air</source>
        <comment>sentence</comment>
        <translation>在空中</translation>
    </message>
    <message>
        <source>A picture cannot be compressed: {0}.</source>
        <comment>sentence</comment>
        <translation>无法压缩画面：{0}。</translation>
    </message>
    <message>
        <source>{0} is neither a file nor a folder.</source>
        <comment>sentence</comment>
        <translation>{0} 既不是文件也不是文件夹。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <comment>sentence</comment>
        <translation>{0} 是空文件。</translation>
    </message>
    <message>
        <source>{0} may not be read: permission denied.</source>
        <comment>sentence</comment>
        <translation>无法读取 {0}：没有权限。</translation>
    </message>
    <message>
        <source>{0}; it is skipped.</source>
        <comment>sentence</comment>
        <translation>{0}；已跳过。</translation>
    </message>
    <message>
        <source>{0} holds no pictures (PNG, JPEG, WebP, TIFF, BMP or GIF).</source>
        <comment>sentence</comment>
        <translation>{0} 中没有图片（PNG、JPEG、WebP、TIFF、BMP 或 GIF）。</translation>
    </message>
    <message>
        <source>{0} holds no picture that can be read ({1} cannot, for one).</source>
        <comment>sentence</comment>
        <translation>{0} 中没有可读取的图片（例如 {1} 无法读取）。</translation>
    </message>
    <message>
        <source>Camera {0} shows nothing but black: is its cover closed?</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 一片漆黑：镜头盖是否关着？</translation>
    </message>
    <message>
        <source>Camera {0} shows the same picture again and again; it may have stopped.</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 的画面一直不变，可能已停止工作。</translation>
    </message>
    <message>
        <source>Camera {0} gives {1} x {2} pictures now.</source>
        <comment>sentence</comment>
        <translation>摄像头 {0} 的画面现为 {1} x {2}。</translation>
    </message>
    <message>
        <source>{0} is damaged and cannot be read: {1}.</source>
        <comment>sentence</comment>
        <translation>{0} 已损坏，无法读取：{1}。</translation>
    </message>
    <message>
        <source>{0} has more than {1} million pixels, which is too large.</source>
        <comment>sentence</comment>
        <translation>{0} 超过 {1} 百万像素，过大。</translation>
    </message>
    <message>
        <source>{0} is not a picture that can be read, or it is damaged.</source>
        <comment>sentence</comment>
        <translation>{0} 不是可读取的图片，或已损坏。</translation>
    </message>
    <message>
        <source>the picture of frame {0} has another size</source>
        <comment>sentence</comment>
        <translation>第 {0} 帧的画面尺寸不符</translation>
    </message>
    <message>
        <source>frame {0} cannot be seen without those before it</source>
        <comment>sentence</comment>
        <translation>缺少之前的帧，第 {0} 帧无法显示</translation>
    </message>
    <message>
        <source>the picture of frame {0}: {1}</source>
        <comment>sentence</comment>
        <translation>第 {0} 帧的画面：{1}</translation>
    </message>
    <message>
        <source>Pictures compressed as {0} cannot be read.</source>
        <comment>sentence</comment>
        <translation>无法读取以 {0} 压缩的画面。</translation>
    </message>
    <message>
        <source>{0} is not the file any more that {1} was made from.</source>
        <comment>sentence</comment>
        <translation>{0} 已不是生成 {1} 时的那个文件。</translation>
    </message>
    <message>
        <source>{0} refers to {1}, which is neither beside it nor where it was ({2}).</source>
        <comment>sentence</comment>
        <translation>{0} 引用了 {1}，但它既不在旁边，也不在原来的位置（{2}）。</translation>
    </message>
    <message>
        <source>{0} holds no picture.</source>
        <comment>sentence</comment>
        <translation>{0} 中没有画面。</translation>
    </message>
    <message>
        <source>There is no source {0}; a source is a file, a folder or {1}.</source>
        <comment>sentence</comment>
        <translation>没有来源 {0}；来源可以是文件、文件夹或 {1}。</translation>
    </message>
    <message>
        <source>The source is empty: give a file, a folder, camera:0 or demo:face.</source>
        <comment>sentence</comment>
        <translation>来源为空：请指定文件、文件夹、camera:0 或 demo:face。</translation>
    </message>
    <message>
        <source>The source {0} cannot be opened by this part of the program.</source>
        <comment>sentence</comment>
        <translation>程序的这一部分无法打开来源 {0}。</translation>
    </message>
    <message>
        <source>{0} holds no frame that can be decoded.</source>
        <comment>sentence</comment>
        <translation>{0} 中没有可解码的帧。</translation>
    </message>
    <message>
        <source>{0} is neither a picture nor a video that can be read ({1}).</source>
        <comment>sentence</comment>
        <translation>{0} 不是可读取的图片或视频（{1}）。</translation>
    </message>
    <message>
        <source>{0} holds no video, only sound or other data.</source>
        <comment>sentence</comment>
        <translation>{0} 中没有视频，只有声音或其他数据。</translation>
    </message>
    <message>
        <source>in a format that cannot be decoded here</source>
        <comment>sentence</comment>
        <translation>格式无法在此解码</translation>
    </message>
    <message>
        <source>of too large a size</source>
        <comment>sentence</comment>
        <translation>尺寸过大</translation>
    </message>
    <message>
        <source>{0} holds a video {1}.</source>
        <comment>sentence</comment>
        <translation>{0} 中的视频{1}。</translation>
    </message>
    <message>
        <source>no pose yet</source>
        <comment>sentence</comment>
        <translation>尚无姿态</translation>
    </message>
    <message>
        <source>landmarks are not numbers</source>
        <comment>sentence</comment>
        <translation>关键点不是数字</translation>
    </message>
    <message>
        <source>face too small for a pose</source>
        <comment>sentence</comment>
        <translation>人脸太小，无法得到姿态</translation>
    </message>
    <message>
        <source>landmarks do not make a face</source>
        <comment>sentence</comment>
        <translation>关键点不构成人脸</translation>
    </message>
    <message>
        <source>keypoints are not numbers</source>
        <comment>sentence</comment>
        <translation>关键点不是数字</translation>
    </message>
    <message>
        <source>foot too small for a pose</source>
        <comment>sentence</comment>
        <translation>脚太小，无法确定姿态</translation>
    </message>
    <message>
        <source>keypoints do not make a foot</source>
        <comment>sentence</comment>
        <translation>关键点构不成一只脚</translation>
    </message>
    <message>
        <source>as made</source>
        <comment>sentence</comment>
        <translation>原样</translation>
    </message>
    <message>
        <source>as seen</source>
        <comment>sentence</comment>
        <translation>如所见</translation>
    </message>
    <message>
        <source>a bare foot or sock</source>
        <comment>sentence</comment>
        <translation>光脚或袜子</translation>
    </message>
    <message>
        <source>to the foot</source>
        <comment>sentence</comment>
        <translation>按脚</translation>
    </message>
    <message>
        <source>EU size</source>
        <comment>sentence</comment>
        <translation>欧码</translation>
    </message>
    <message>
        <source>in front</source>
        <comment>sentence</comment>
        <translation>在前面</translation>
    </message>
    <message>
        <source>in the shaft</source>
        <comment>sentence</comment>
        <translation>在鞋筒内</translation>
    </message>
    <message>
        <source>no sheet of paper and no card is in view</source>
        <comment>sentence</comment>
        <translation>画面中没有纸张，也没有卡片</translation>
    </message>
    <message>
        <source>no foot beside a sheet of paper or a card was seen</source>
        <comment>sentence</comment>
        <translation>没有看到纸张或卡片旁边的脚</translation>
    </message>
    <message>
        <source>what was measured is no foot</source>
        <comment>sentence</comment>
        <translation>测量到的不是脚</translation>
    </message>
    <message>
        <source>the pose has not been fitted yet</source>
        <comment>sentence</comment>
        <translation>尚未拟合姿态</translation>
    </message>
    <message>
        <source>{0}: {1} is no person&apos;s number.</source>
        <comment>sentence</comment>
        <translation>{0}：{1} 不是人物编号。</translation>
    </message>
    <message>
        <source>{0}: look of {1}</source>
        <comment>sentence</comment>
        <translation>{0}：{1} 的妆容</translation>
    </message>
    <message>
        <source>Cannot write {0}: {1}.</source>
        <comment>sentence</comment>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is too large to be a file of Lookglass.</source>
        <comment>sentence</comment>
        <translation>{0} 过大，不是 Lookglass 的文件。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <comment>sentence</comment>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>Cannot read {0}: {1}.</source>
        <comment>sentence</comment>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is not a text file.</source>
        <comment>sentence</comment>
        <translation>{0} 不是文本文件。</translation>
    </message>
    <message>
        <source>{0} is damaged: {1} in line {2}.</source>
        <comment>sentence</comment>
        <translation>{0} 已损坏：第 {2} 行 {1}。</translation>
    </message>
    <message>
        <source>{0} is damaged: it is nested too deeply.</source>
        <comment>sentence</comment>
        <translation>{0} 已损坏：嵌套过深。</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <comment>sentence</comment>
        <translation>{0} 已损坏：{1}。</translation>
    </message>
    <message>
        <source>{0} is damaged: expected a JSON object.</source>
        <comment>sentence</comment>
        <translation>{0} 已损坏：应为 JSON 对象。</translation>
    </message>
    <message>
        <source>{0} is not a {1} of Lookglass{2}.</source>
        <comment>sentence</comment>
        <translation>{0} 不是 Lookglass 的{1}{2}。</translation>
    </message>
    <message>
        <source>{0} is damaged: its version is {1}.</source>
        <comment>sentence</comment>
        <translation>{0} 已损坏：版本为 {1}。</translation>
    </message>
    <message>
        <source>{0} was written by a newer Lookglass (version {1} of its format; this one reads up to {2}).</source>
        <comment>sentence</comment>
        <translation>{0} 由更新版本的 Lookglass 写成（格式版本 {1}，此版本最多支持 {2}）。</translation>
    </message>
    <message>
        <source>{0} It is left as it is; choose another name.</source>
        <comment>sentence</comment>
        <translation>{0}该文件保持原样，请换一个名称。</translation>
    </message>
    <message>
        <source>The defaults are used.</source>
        <comment>sentence</comment>
        <translation>已使用默认设置。</translation>
    </message>
    <message>
        <source>It is kept as {0}, and the defaults are used.</source>
        <comment>sentence</comment>
        <translation>已另存为 {0}，并使用默认设置。</translation>
    </message>
    <message>
        <source>{0} is not a number</source>
        <comment>sentence</comment>
        <translation>{0} 不是数字</translation>
    </message>
    <message>
        <source>there are no triangles in it</source>
        <comment>sentence</comment>
        <translation>其中没有三角形</translation>
    </message>
    <message>
        <source>it holds too many triangles to be worn</source>
        <comment>sentence</comment>
        <translation>三角形过多，无法试戴</translation>
    </message>
    <message>
        <source>it is made of more than {0} pieces</source>
        <comment>sentence</comment>
        <translation>由超过 {0} 个部分组成</translation>
    </message>
    <message>
        <source>it has {0} nodes; {1} are allowed</source>
        <comment>sentence</comment>
        <translation>有 {0} 个节点，最多允许 {1} 个</translation>
    </message>
    <message>
        <source>its nodes contain each other</source>
        <comment>sentence</comment>
        <translation>节点互相包含</translation>
    </message>
    <message>
        <source>a node lies absurdly far away</source>
        <comment>sentence</comment>
        <translation>有节点远得离谱</translation>
    </message>
    <message>
        <source>a node&apos;s children are not a list</source>
        <comment>sentence</comment>
        <translation>节点的子项不是列表</translation>
    </message>
    <message>
        <source>its scene&apos;s nodes are not a list</source>
        <comment>sentence</comment>
        <translation>场景的节点不是列表</translation>
    </message>
    <message>
        <source>a node&apos;s {0} is damaged</source>
        <comment>sentence</comment>
        <translation>节点的 {0} 已损坏</translation>
    </message>
    <message>
        <source>a mesh&apos;s primitives are not a list of objects</source>
        <comment>sentence</comment>
        <translation>网格的图元不是对象列表</translation>
    </message>
    <message>
        <source>a primitive&apos;s extensions are not an object</source>
        <comment>sentence</comment>
        <translation>图元的扩展不是对象</translation>
    </message>
    <message>
        <source>it uses Draco mesh compression, which Lookglass cannot read; export it without</source>
        <comment>sentence</comment>
        <translation>使用了 Lookglass 不支持的 Draco 网格压缩，请关闭压缩后重新导出</translation>
    </message>
    <message>
        <source>Points and lines in the file are left out.</source>
        <comment>sentence</comment>
        <translation>文件中的点和线已略去。</translation>
    </message>
    <message>
        <source>a primitive has no positions</source>
        <comment>sentence</comment>
        <translation>图元没有顶点坐标</translation>
    </message>
    <message>
        <source>its geometry is absurdly large</source>
        <comment>sentence</comment>
        <translation>几何尺寸大得离谱</translation>
    </message>
    <message>
        <source>a primitive has {0} positions, but {1} of something else</source>
        <comment>sentence</comment>
        <translation>图元有 {0} 个顶点坐标，其他属性却有 {1} 个</translation>
    </message>
    <message>
        <source>accessor {0} has {1} numbers each where {2} are expected</source>
        <comment>sentence</comment>
        <translation>访问器 {0} 每项有 {1} 个数，应为 {2} 个</translation>
    </message>
    <message>
        <source>its geometry holds numbers that are not finite</source>
        <comment>sentence</comment>
        <translation>几何数据中有非有限数值</translation>
    </message>
    <message>
        <source>accessor {0} holds no indices</source>
        <comment>sentence</comment>
        <translation>访问器 {0} 不含索引</translation>
    </message>
    <message>
        <source>a triangle refers to vertex {0} of {1}</source>
        <comment>sentence</comment>
        <translation>三角形引用了顶点 {0}，但只有 {1} 个</translation>
    </message>
    <message>
        <source>an accessor has the unknown type {0} {1}</source>
        <comment>sentence</comment>
        <translation>访问器的类型 {0} {1} 未知</translation>
    </message>
    <message>
        <source>an accessor claims {0} elements; {1} are allowed</source>
        <comment>sentence</comment>
        <translation>访问器声称有 {0} 个元素，最多允许 {1} 个</translation>
    </message>
    <message>
        <source>a buffer view has a stride of {0} bytes for elements of {1}</source>
        <comment>sentence</comment>
        <translation>缓冲视图步长为 {0} 字节，元素却为 {1} 字节</translation>
    </message>
    <message>
        <source>an accessor of {0} elements is longer than its data</source>
        <comment>sentence</comment>
        <translation>有 {0} 个元素的访问器超出其数据</translation>
    </message>
    <message>
        <source>a sparse accessor is not complete</source>
        <comment>sentence</comment>
        <translation>稀疏访问器不完整</translation>
    </message>
    <message>
        <source>a sparse accessor is damaged</source>
        <comment>sentence</comment>
        <translation>稀疏访问器已损坏</translation>
    </message>
    <message>
        <source>a sparse accessor points outside its data</source>
        <comment>sentence</comment>
        <translation>稀疏访问器指向数据之外</translation>
    </message>
    <message>
        <source>Draco mesh compression</source>
        <comment>sentence</comment>
        <translation>Draco 网格压缩</translation>
    </message>
    <message>
        <source>meshopt compression</source>
        <comment>sentence</comment>
        <translation>meshopt 压缩</translation>
    </message>
    <message>
        <source>KTX2 textures</source>
        <comment>sentence</comment>
        <translation>KTX2 纹理</translation>
    </message>
    <message>
        <source>WebP textures only</source>
        <comment>sentence</comment>
        <translation>仅 WebP 纹理</translation>
    </message>
    <message>
        <source>{0} is not a list of objects</source>
        <comment>sentence</comment>
        <translation>{0} 不是对象列表</translation>
    </message>
    <message>
        <source>it refers to {0}[{1}], but has {2}</source>
        <comment>sentence</comment>
        <translation>引用了 {0}[{1}]，但只有 {2} 个</translation>
    </message>
    <message>
        <source>{0} is {1}, not a whole number from 0 on</source>
        <comment>sentence</comment>
        <translation>{0} 为 {1}，不是非负整数</translation>
    </message>
    <message>
        <source>it refers to buffer {0}, but has {1}</source>
        <comment>sentence</comment>
        <translation>引用了缓冲 {0}，但只有 {1} 个</translation>
    </message>
    <message>
        <source>a buffer view ends at byte {0} of a buffer of {1}</source>
        <comment>sentence</comment>
        <translation>缓冲视图止于第 {0} 字节，而缓冲只有 {1} 字节</translation>
    </message>
    <message>
        <source>a file name in it is not text</source>
        <comment>sentence</comment>
        <translation>其中的文件名不是文本</translation>
    </message>
    <message>
        <source>embedded data in it is not valid base64</source>
        <comment>sentence</comment>
        <translation>内嵌数据不是有效的 base64</translation>
    </message>
    <message>
        <source>{0} is not a file in its folder</source>
        <comment>sentence</comment>
        <translation>{0} 不是其文件夹中的文件</translation>
    </message>
    <message>
        <source>it wants {0}, which lies outside its folder</source>
        <comment>sentence</comment>
        <translation>需要位于其文件夹之外的 {0}</translation>
    </message>
    <message>
        <source>the file {0} that it needs is missing</source>
        <comment>sentence</comment>
        <translation>缺少所需的文件 {0}</translation>
    </message>
    <message>
        <source>{0}: this is no GLB file.</source>
        <comment>sentence</comment>
        <translation>{0}：不是 GLB 文件。</translation>
    </message>
    <message>
        <source>{0}: {1} MB; {2} MB are allowed.</source>
        <comment>sentence</comment>
        <translation>{0}：{1} MB，最多允许 {2} MB。</translation>
    </message>
    <message>
        <source>{0}: the GLB file is cut off or damaged.</source>
        <comment>sentence</comment>
        <translation>{0}：GLB 文件不完整或已损坏。</translation>
    </message>
    <message>
        <source>{0}: glTF version {1} is not supported, only 2.</source>
        <comment>sentence</comment>
        <translation>{0}：不支持 glTF 版本 {1}，仅支持 2。</translation>
    </message>
    <message>
        <source>{0}: its description is larger than {1} MB.</source>
        <comment>sentence</comment>
        <translation>{0}：描述部分超过 {1} MB。</translation>
    </message>
    <message>
        <source>{0}: this is no glTF file, or it is damaged.</source>
        <comment>sentence</comment>
        <translation>{0}：不是 glTF 文件，或已损坏。</translation>
    </message>
    <message>
        <source>{0}: this is no glTF file.</source>
        <comment>sentence</comment>
        <translation>{0}：不是 glTF 文件。</translation>
    </message>
    <message>
        <source>&apos;extensionsRequired&apos; is not a list of names</source>
        <comment>sentence</comment>
        <translation>&apos;extensionsRequired&apos; 不是名称列表</translation>
    </message>
    <message>
        <source>it uses {0} ({1}), which Lookglass cannot read; export it without</source>
        <comment>sentence</comment>
        <translation>使用了 Lookglass 不支持的{0}（{1}），请关闭后重新导出</translation>
    </message>
    <message>
        <source>it needs the extension {0}, which Lookglass does not know</source>
        <comment>sentence</comment>
        <translation>需要 Lookglass 不认识的扩展 {0}</translation>
    </message>
    <message>
        <source>buffer {0} is missing</source>
        <comment>sentence</comment>
        <translation>缺少缓冲 {0}</translation>
    </message>
    <message>
        <source>buffer {0} has {1} of its {2} bytes</source>
        <comment>sentence</comment>
        <translation>缓冲 {0} 只有 {2} 字节中的 {1} 字节</translation>
    </message>
    <message>
        <source>a material has the unknown alpha mode {0}</source>
        <comment>sentence</comment>
        <translation>材质的透明模式 {0} 未知</translation>
    </message>
    <message>
        <source>a material&apos;s {0} is not an object</source>
        <comment>sentence</comment>
        <translation>材质的 {0} 不是对象</translation>
    </message>
    <message>
        <source>a material&apos;s {0} is {1}</source>
        <comment>sentence</comment>
        <translation>材质的 {0} 为 {1}</translation>
    </message>
    <message>
        <source>a material&apos;s texture is not an object</source>
        <comment>sentence</comment>
        <translation>材质的纹理不是对象</translation>
    </message>
    <message>
        <source>A texture with its own second set of coordinates is left out.</source>
        <comment>sentence</comment>
        <translation>使用第二套坐标的纹理已略去。</translation>
    </message>
    <message>
        <source>A texture&apos;s shift or turn (KHR_texture_transform) is ignored.</source>
        <comment>sentence</comment>
        <translation>已忽略纹理的平移或旋转（KHR_texture_transform）。</translation>
    </message>
    <message>
        <source>A texture in a format that Lookglass does not read is left out.</source>
        <comment>sentence</comment>
        <translation>Lookglass 不支持的格式的纹理已略去。</translation>
    </message>
    <message>
        <source>it uses KTX2 textures, which Lookglass cannot read; export it with PNG or JPEG</source>
        <comment>sentence</comment>
        <translation>使用了 Lookglass 不支持的 KTX2 纹理，请以 PNG 或 JPEG 重新导出</translation>
    </message>
    <message>
        <source>a texture of {0}x{1} px is too large</source>
        <comment>sentence</comment>
        <translation>{0}x{1} 像素的纹理过大</translation>
    </message>
    <message>
        <source>its textures are too large together</source>
        <comment>sentence</comment>
        <translation>其纹理合计过大</translation>
    </message>
    <message>
        <source>texture {0} is damaged or in an unknown format</source>
        <comment>sentence</comment>
        <translation>纹理 {0} 已损坏或格式未知</translation>
    </message>
    <message>
        <source>There is no file or folder {0}.</source>
        <comment>sentence</comment>
        <translation>没有文件或文件夹 {0}。</translation>
    </message>
    <message>
        <source>This file could not be checked: something went wrong inside Lookglass.</source>
        <comment>sentence</comment>
        <translation>无法检查此文件：Lookglass 内部出了问题。</translation>
    </message>
    <message>
        <source>This folder has no product.toml.</source>
        <comment>sentence</comment>
        <translation>此文件夹中没有 product.toml。</translation>
    </message>
    <message>
        <source>variants: there are no shades.</source>
        <comment>sentence</comment>
        <translation>variants：没有色号。</translation>
    </message>
    <message>
        <source>variants: two are named {0}.</source>
        <comment>sentence</comment>
        <translation>variants：有两个名为 {0}。</translation>
    </message>
    <message>
        <source>variants.{0}.swatch: it looks unlike the colour in its settings.</source>
        <comment>sentence</comment>
        <translation>variants.{0}.swatch：与其设置中的颜色不符。</translation>
    </message>
    <message>
        <source>{0} triangles are more than {1}.</source>
        <comment>sentence</comment>
        <translation>{0} 个三角形，超过 {1} 个。</translation>
    </message>
    <message>
        <source>A texture is {0} px wide or high, more than {1}.</source>
        <comment>sentence</comment>
        <translation>有纹理宽或高 {0} 像素，超过 {1}。</translation>
    </message>
    <message>
        <source>models/models.toml cannot be read: {0}.</source>
        <comment>sentence</comment>
        <translation>无法读取 models/models.toml：{0}。</translation>
    </message>
    <message>
        <source>models/models.toml: {0} is not a table.</source>
        <comment>sentence</comment>
        <translation>models/models.toml：{0} 不是表。</translation>
    </message>
    <message>
        <source>models/models.toml, {0}: {1}.</source>
        <comment>sentence</comment>
        <translation>models/models.toml，{0}：{1}。</translation>
    </message>
    <message>
        <source>models/models.toml, {0}: file {1} points out of models/.</source>
        <comment>sentence</comment>
        <translation>models/models.toml，{0}：文件 {1} 指向 models/ 之外。</translation>
    </message>
    <message>
        <source>There is no model {0}; there are {1}.</source>
        <comment>sentence</comment>
        <translation>没有模型 {0}；可用的有 {1}。</translation>
    </message>
    <message>
        <source>models/{0} cannot be read: {1}.</source>
        <comment>sentence</comment>
        <translation>无法读取 models/{0}：{1}。</translation>
    </message>
    <message>
        <source>models/{0} is damaged: its sha256 is not the one in models.toml ({1} bytes, expected {2}); run `git checkout -- models/{3}` or install Lookglass again.</source>
        <comment>sentence</comment>
        <translation>models/{0} 已损坏：其 sha256 与 models.toml 不符（{1} 字节，应为 {2}）；请运行 `git checkout -- models/{3}` 或重新安装 Lookglass。</translation>
    </message>
    <message>
        <source>models/{0}: {1} bytes, verified</source>
        <comment>sentence</comment>
        <translation>models/{0}：{1} 字节，已校验</translation>
    </message>
    <message>
        <source>{0}: its files are larger than {1} MB in all.</source>
        <comment>sentence</comment>
        <translation>{0}：文件总计超过 {1} MB。</translation>
    </message>
    <message>
        <source>{0} cannot be kept: {1}.</source>
        <comment>sentence</comment>
        <translation>无法保留 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0}: its name is written in a way that only an editor can change.</source>
        <comment>sentence</comment>
        <translation>{0}：其名称的写法只能用文本编辑器修改。</translation>
    </message>
    <message>
        <source>{0} is not valid TOML.</source>
        <comment>sentence</comment>
        <translation>{0} 不是有效的 TOML。</translation>
    </message>
    <message>
        <source>{0} cannot be removed: {1}.</source>
        <comment>sentence</comment>
        <translation>无法移除 {0}：{1}。</translation>
    </message>
    <message>
        <source>There is another product {0} by now.</source>
        <comment>sentence</comment>
        <translation>现在已有另一个产品 {0}。</translation>
    </message>
    <message>
        <source>{0} cannot be put back: {1}.</source>
        <comment>sentence</comment>
        <translation>无法恢复 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is not among your own products.</source>
        <comment>sentence</comment>
        <translation>{0} 不在您自己的产品中。</translation>
    </message>
    <message>
        <source>A product needs a name.</source>
        <comment>sentence</comment>
        <translation>产品需要名称。</translation>
    </message>
    <message>
        <source>Its numbers are taken to be {0}.</source>
        <comment>sentence</comment>
        <translation>将其数值视为{0}。</translation>
    </message>
    <message>
        <source>{0} mm is no width of glasses; expected {1} mm.</source>
        <comment>sentence</comment>
        <translation>{0} 毫米不像眼镜的宽度；应为 {1} 毫米。</translation>
    </message>
    <message>
        <source>{0} mm is no length of temples; expected {1} mm.</source>
        <comment>sentence</comment>
        <translation>{0} 毫米不像镜腿的长度；应为 {1} 毫米。</translation>
    </message>
    <message>
        <source>The middle lies at x = {0} mm; the datum wants 0.</source>
        <comment>sentence</comment>
        <translation>中心位于 x = {0} 毫米；基准要求为 0。</translation>
    </message>
    <message>
        <source>The pupils&apos; height y = 0 is outside the model ({0} to {1} mm).</source>
        <comment>sentence</comment>
        <translation>瞳孔高度 y = 0 在模型之外（{0} 至 {1} 毫米）。</translation>
    </message>
    <message>
        <source>The temples run towards +z; the datum wants them towards -z.</source>
        <comment>sentence</comment>
        <translation>镜腿朝向 +z；基准要求朝向 -z。</translation>
    </message>
    <message>
        <source>The front lies at z = {0} mm; expected {1} mm.</source>
        <comment>sentence</comment>
        <translation>镜面位于 z = {0} 毫米；应为 {1} 毫米。</translation>
    </message>
    <message>
        <source>It lies on its back, so it is taken to have z up.</source>
        <comment>sentence</comment>
        <translation>模型是平放的，因此按 z 轴朝上处理。</translation>
    </message>
    <message>
        <source>Its front looks towards -z, so it is turned about.</source>
        <comment>sentence</comment>
        <translation>模型正面朝向 -z，已将其转正。</translation>
    </message>
    <message>
        <source>It is scaled by {0} to a width of {1} mm and placed by its bounding box.</source>
        <comment>sentence</comment>
        <translation>已缩放 {0} 倍至宽 {1} 毫米，并按包围盒放置。</translation>
    </message>
    <message>
        <source>It is taken for a shoe.</source>
        <comment>sentence</comment>
        <translation>它被当作鞋。</translation>
    </message>
    <message>
        <source>It is turned so that it stands on its sole with the toe in front.</source>
        <comment>sentence</comment>
        <translation>它已被转正：鞋底着地，鞋尖朝前。</translation>
    </message>
    <message>
        <source>It looks like a left shoe, so the right one is its mirror image.</source>
        <comment>sentence</comment>
        <translation>它看起来是左鞋，因此右鞋是它的镜像。</translation>
    </message>
    <message>
        <source>{0} mm is no length of a shoe; expected {1} to {2} mm from heel to toe, along z.</source>
        <comment>sentence</comment>
        <translation>{0} 毫米不是鞋的长度；从鞋跟到鞋尖沿 z 方向应为 {1} 到 {2} 毫米。</translation>
    </message>
    <message>
        <source>The sole lies at y = {0} mm; the datum wants 0.</source>
        <comment>sentence</comment>
        <translation>鞋底位于 y = {0} 毫米；基准要求为 0。</translation>
    </message>
    <message>
        <source>The heel lies at z = {0} mm; the datum wants 0.</source>
        <comment>sentence</comment>
        <translation>鞋跟位于 z = {0} 毫米；基准要求为 0。</translation>
    </message>
    <message>
        <source>The heel&apos;s middle x = 0 is outside the shoe ({0} to {1} mm).</source>
        <comment>sentence</comment>
        <translation>鞋跟中心 x = 0 在鞋之外（{0} 到 {1} 毫米）。</translation>
    </message>
    <message>
        <source>It is scaled by {0} to a length of {1} mm.</source>
        <comment>sentence</comment>
        <translation>它已按 {0} 缩放到 {1} 毫米长。</translation>
    </message>
    <message>
        <source>Nothing is drawn on it: all of it is transparent.</source>
        <comment>sentence</comment>
        <translation>图上没有内容：全部透明。</translation>
    </message>
    <message>
        <source>It has no transparent part, so it covers the whole face.</source>
        <comment>sentence</comment>
        <translation>没有透明部分，会盖住整张脸。</translation>
    </message>
    <message>
        <source>{0} has {1}x{2} px, which is too large.</source>
        <comment>sentence</comment>
        <translation>{0} 为 {1}x{2} 像素，过大。</translation>
    </message>
    <message>
        <source>{0} is damaged or no PNG.</source>
        <comment>sentence</comment>
        <translation>{0} 已损坏或不是 PNG。</translation>
    </message>
    <message>
        <source>{0} cannot be worn: something went wrong inside Lookglass.</source>
        <comment>sentence</comment>
        <translation>{0} 无法佩戴：Lookglass 内部出了问题。</translation>
    </message>
    <message>
        <source>{0} cannot be the name of a {1}: it becomes the name of a file.</source>
        <comment>sentence</comment>
        <translation>{0} 不能用作{1}的名称：名称会成为文件名。</translation>
    </message>
    <message>
        <source>There are {0}.</source>
        <comment>sentence</comment>
        <translation>可用的有 {0}。</translation>
    </message>
    <message>
        <source>there is no kind {0}; there are {1}</source>
        <comment>sentence</comment>
        <translation>没有类别 {0}；可用的有 {1}</translation>
    </message>
    <message>
        <source>two variants have the id {0}</source>
        <comment>sentence</comment>
        <translation>两个款式的 id 同为 {0}</translation>
    </message>
    <message>
        <source>{0}: id: expected the folder&apos;s name {1}, got {2}.</source>
        <comment>sentence</comment>
        <translation>{0}：id：应与文件夹同名 {1}，实为 {2}。</translation>
    </message>
    <message>
        <source>{0} is not a text file in UTF-8.</source>
        <comment>sentence</comment>
        <translation>{0} 不是 UTF-8 文本文件。</translation>
    </message>
    <message>
        <source>{0} is not valid TOML: {1}.</source>
        <comment>sentence</comment>
        <translation>{0} 不是有效的 TOML：{1}。</translation>
    </message>
    <message>
        <source>{0}: model: {1} need a GLB file.</source>
        <comment>sentence</comment>
        <translation>{0}：model：{1} 需要 GLB 文件。</translation>
    </message>
    <message>
        <source>{0}: model: {1} is painted on and takes no model.</source>
        <comment>sentence</comment>
        <translation>{0}：model：{1} 是涂抹类产品，不使用模型。</translation>
    </message>
    <message>
        <source>{0}: model: expected a .glb or .gltf file, got {1}.</source>
        <comment>sentence</comment>
        <translation>{0}：model：应为 .glb 或 .gltf 文件，实为 {1}。</translation>
    </message>
    <message>
        <source>{0}: pattern: a pattern needs a PNG file.</source>
        <comment>sentence</comment>
        <translation>{0}：pattern：彩绘需要 PNG 文件。</translation>
    </message>
    <message>
        <source>{0}: pattern: {1} takes no drawing.</source>
        <comment>sentence</comment>
        <translation>{0}：pattern：{1} 不使用图案。</translation>
    </message>
    <message>
        <source>{0}: pattern: expected a .png file, got {1}.</source>
        <comment>sentence</comment>
        <translation>{0}：pattern：应为 .png 文件，实为 {1}。</translation>
    </message>
    <message>
        <source>{0}: {1}: {2} points out of the product&apos;s folder.</source>
        <comment>sentence</comment>
        <translation>{0}：{1}：{2} 指向产品文件夹之外。</translation>
    </message>
    <message>
        <source>{0}: {1}: there is no file {2}.</source>
        <comment>sentence</comment>
        <translation>{0}：{1}：没有文件 {2}。</translation>
    </message>
    <message>
        <source>Products of the kind {0} cannot be worn in this version.</source>
        <comment>sentence</comment>
        <translation>此版本还不能试戴 {0} 类产品。</translation>
    </message>
    <message>
        <source>{0}: there is already a product {1}; this one is left out.</source>
        <comment>sentence</comment>
        <translation>{0}：已有产品 {1}，略去此项。</translation>
    </message>
    <message>
        <source>it has {0}</source>
        <comment>sentence</comment>
        <translation>可用的有 {0}</translation>
    </message>
    <message>
        <source>it has none</source>
        <comment>sentence</comment>
        <translation>没有任何款式</translation>
    </message>
    <message>
        <source>{0} has no variant {1}; {2}.</source>
        <comment>sentence</comment>
        <translation>{0} 没有款式 {1}；{2}。</translation>
    </message>
    <message>
        <source>what was recorded before that is kept</source>
        <comment>sentence</comment>
        <translation>此前记录的内容已保留</translation>
    </message>
    <message>
        <source>{0}: arrays of {1} are not recorded</source>
        <comment>sentence</comment>
        <translation>{0}：不记录 {1} 类型的数组</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <comment>sentence</comment>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <source>a text is longer than its chunk</source>
        <comment>sentence</comment>
        <translation>文本超出其数据块</translation>
    </message>
    <message>
        <source>expected a JSON object</source>
        <comment>sentence</comment>
        <translation>应为 JSON 对象</translation>
    </message>
    <message>
        <source>{0} is not a recording of Lookglass.</source>
        <comment>sentence</comment>
        <translation>{0} 不是 Lookglass 的记录文件。</translation>
    </message>
    <message>
        <source>there is no chunk at byte {0}</source>
        <comment>sentence</comment>
        <translation>字节 {0} 处没有数据块</translation>
    </message>
    <message>
        <source>{0} is too long a recording to be read.</source>
        <comment>sentence</comment>
        <translation>{0} 的记录过长，无法读取。</translation>
    </message>
    <message>
        <source>the checksum of what lies at byte {0} is wrong</source>
        <comment>sentence</comment>
        <translation>字节 {0} 处内容的校验和不符</translation>
    </message>
    <message>
        <source>there are no arrays of {0}</source>
        <comment>sentence</comment>
        <translation>没有 {0} 类型的数组</translation>
    </message>
    <message>
        <source>an array has no size</source>
        <comment>sentence</comment>
        <translation>数组没有大小</translation>
    </message>
    <message>
        <source>an array is larger than its chunk</source>
        <comment>sentence</comment>
        <translation>数组超出其数据块</translation>
    </message>
    <message>
        <source>{0} is no number</source>
        <comment>sentence</comment>
        <translation>{0} 不是数字</translation>
    </message>
    <message>
        <source>it ends before it has begun</source>
        <comment>sentence</comment>
        <translation>尚未开始便已结束</translation>
    </message>
    <message>
        <source>it has no head</source>
        <comment>sentence</comment>
        <translation>缺少文件头</translation>
    </message>
    <message>
        <source>something follows its end</source>
        <comment>sentence</comment>
        <translation>结尾之后还有内容</translation>
    </message>
    <message>
        <source>a {0} chunk is out of place</source>
        <comment>sentence</comment>
        <translation>{0} 数据块的位置不对</translation>
    </message>
    <message>
        <source>{0} holds no whole frame.</source>
        <comment>sentence</comment>
        <translation>{0} 中没有完整的帧。</translation>
    </message>
    <message>
        <source>it holds {0} of {1} frames</source>
        <comment>sentence</comment>
        <translation>仅有 {1} 帧中的 {0} 帧</translation>
    </message>
    <message>
        <source>{0} was cut short; its {1} frames are whole.</source>
        <comment>sentence</comment>
        <translation>{0} 提前中断；其中 {1} 帧完整。</translation>
    </message>
    <message>
        <source>it does not say where its frames are</source>
        <comment>sentence</comment>
        <translation>未注明帧的位置</translation>
    </message>
    <message>
        <source>frame {0} cannot be</source>
        <comment>sentence</comment>
        <translation>第 {0} 帧不合理</translation>
    </message>
    <message>
        <source>time runs backwards at frame {0}</source>
        <comment>sentence</comment>
        <translation>第 {0} 帧的时间倒退</translation>
    </message>
    <message>
        <source>a picture belongs to no frame</source>
        <comment>sentence</comment>
        <translation>有画面不属于任何帧</translation>
    </message>
    <message>
        <source>{0}/{1} is missing from this installation; install Lookglass again.</source>
        <comment>sentence</comment>
        <translation>此安装缺少 {0}/{1}，请重新安装 Lookglass。</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <comment>sentence</comment>
        <translation>您是指 {0} 吗？</translation>
    </message>
    <message>
        <source>what was written before that is kept</source>
        <comment>sentence</comment>
        <translation>此前写入的内容已保留</translation>
    </message>
    <message>
        <source>{0} comes with Lookglass and stays as it is; choose another name.</source>
        <comment>sentence</comment>
        <translation>{0} 是 Lookglass 自带的，不能更改，请换一个名称。</translation>
    </message>
    <message>
        <source>There is a {0} {1} again already.</source>
        <comment>sentence</comment>
        <translation>已重新有名为 {1} 的{0}。</translation>
    </message>
    <message>
        <source>There is no {0} {1} any more.</source>
        <comment>sentence</comment>
        <translation>{0} {1} 已不存在。</translation>
    </message>
    <message>
        <source>{0} comes with Lookglass and stays as it is.</source>
        <comment>sentence</comment>
        <translation>{0} 是 Lookglass 自带的，不能更改。</translation>
    </message>
    <message>
        <source>There is a {0} {1} already.</source>
        <comment>sentence</comment>
        <translation>已有名为 {1} 的{0}。</translation>
    </message>
    <message>
        <source>Cannot move {0}: {1}.</source>
        <comment>sentence</comment>
        <translation>无法移动 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is neither a product folder, a product.toml, a model (GLB, glTF), a drawing (PNG) nor a catalogue.</source>
        <comment>sentence</comment>
        <translation>{0} 既不是产品文件夹、product.toml、模型（GLB、glTF）、图案（PNG），也不是产品目录。</translation>
    </message>
    <message>
        <source>It has {0}x{1} px; the face&apos;s sheet is five wide and four high.</source>
        <comment>sentence</comment>
        <translation>尺寸为 {0}x{1} 像素；脸部模板的宽高比应为 5:4。</translation>
    </message>
    <message>
        <source>{0}: there is no group of knobs {1}.</source>
        <comment>sentence</comment>
        <translation>{0}：没有参数组 {1}。</translation>
    </message>
    <message>
        <source>{0}: {1} has no knob {2}.</source>
        <comment>sentence</comment>
        <translation>{0}：{1} 没有参数 {2}。</translation>
    </message>
    <message>
        <source>There is no {0} {1}.</source>
        <comment>sentence</comment>
        <translation>没有{0} {1}。</translation>
    </message>
    <message>
        <source>There is no product {0}.</source>
        <comment>sentence</comment>
        <translation>没有产品 {0}。</translation>
    </message>
    <message>
        <source>{0} has several variants {1}: {2}.</source>
        <comment>sentence</comment>
        <translation>{0} 有多个款式 {1}：{2}。</translation>
    </message>
    <message>
        <source>{0} has no variant {1}; it has none.</source>
        <comment>sentence</comment>
        <translation>{0} 没有款式 {1}，它没有任何款式。</translation>
    </message>
    <message>
        <source>{0} has no variant {1}; it has {2}.</source>
        <comment>sentence</comment>
        <translation>{0} 没有款式 {1}；可用的有 {2}。</translation>
    </message>
    <message>
        <source>{0}: other look</source>
        <comment>sentence</comment>
        <translation>{0}：其他造型</translation>
    </message>
    <message>
        <source>the whole file</source>
        <comment>sentence</comment>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>there is no such field</source>
        <comment>sentence</comment>
        <translation>没有这个字段</translation>
    </message>
    <message>
        <source>this field is missing</source>
        <comment>sentence</comment>
        <translation>缺少此字段</translation>
    </message>
    <message>
        <source>expected a table of fields</source>
        <comment>sentence</comment>
        <translation>应为字段表</translation>
    </message>
    <message>
        <source>too little of the floor is in the picture</source>
        <comment>sentence</comment>
        <translation>画面中的地面太少</translation>
    </message>
    <message>
        <source>too little of the face is in the picture</source>
        <comment>sentence</comment>
        <translation>画面中的人脸太少</translation>
    </message>
    <message>
        <source>it has no wheel for Python {0}.{1} (up to 3.12 only)</source>
        <comment>sentence</comment>
        <translation>没有适用于 Python {0}.{1} 的安装包（最高支持 3.12）</translation>
    </message>
    <message>
        <source>the package mediapipe is not installed</source>
        <comment>sentence</comment>
        <translation>未安装 mediapipe 包</translation>
    </message>
    <message>
        <source>mediapipe cannot be loaded: {0}.</source>
        <comment>sentence</comment>
        <translation>无法加载 mediapipe：{0}。</translation>
    </message>
    <message>
        <source>this provider knows no other device</source>
        <comment>sentence</comment>
        <translation>此引擎不支持其他设备</translation>
    </message>
    <message>
        <source>MediaPipe&apos;s own face mesh</source>
        <comment>sentence</comment>
        <translation>MediaPipe 自带的人脸网格</translation>
    </message>
    <message>
        <source>onnxruntime is not installed</source>
        <comment>sentence</comment>
        <translation>未安装 onnxruntime</translation>
    </message>
    <message>
        <source>MediaPipe&apos;s networks on ONNX Runtime</source>
        <comment>sentence</comment>
        <translation>在 ONNX Runtime 上运行的 MediaPipe 模型</translation>
    </message>
    <message>
        <source>There is no device {0}; there are auto, {1}.</source>
        <comment>sentence</comment>
        <translation>没有设备 {0}；可用的有 auto、{1}。</translation>
    </message>
    <message>
        <source>{0} was tried ({1})</source>
        <comment>sentence</comment>
        <translation>已尝试 {0}（{1}）</translation>
    </message>
    <message>
        <source>it was asked for</source>
        <comment>sentence</comment>
        <translation>按要求选用</translation>
    </message>
    <message>
        <source>the installed ONNX Runtime is built for the processor only</source>
        <comment>sentence</comment>
        <translation>所装的 ONNX Runtime 仅支持处理器</translation>
    </message>
    <message>
        <source>it takes {0} ms a run, the CPU {1}</source>
        <comment>sentence</comment>
        <translation>每次用时 {0} 毫秒，CPU 为 {1} 毫秒</translation>
    </message>
    <message>
        <source>{0} was tried (it takes {1} ms a run instead of {2})</source>
        <comment>sentence</comment>
        <translation>已尝试 {0}（每次用时 {1} 毫秒，而非 {2} 毫秒）</translation>
    </message>
    <message>
        <source>A model cannot be loaded: {0}.</source>
        <comment>sentence</comment>
        <translation>无法加载模型：{0}。</translation>
    </message>
    <message>
        <source>not in this build of ONNX Runtime</source>
        <comment>sentence</comment>
        <translation>此版 ONNX Runtime 不包含</translation>
    </message>
    <message>
        <source>no usable device or libraries</source>
        <comment>sentence</comment>
        <translation>没有可用的设备或库</translation>
    </message>
    <message>
        <source>There is no face provider {0}; there are {1}.</source>
        <comment>sentence</comment>
        <translation>没有人脸引擎 {0}；可用的有 {1}。</translation>
    </message>
    <message>
        <source>The face provider {0} cannot run here: {1}.</source>
        <comment>sentence</comment>
        <translation>人脸引擎 {0} 无法在此运行：{1}。</translation>
    </message>
</context>
</TS>
