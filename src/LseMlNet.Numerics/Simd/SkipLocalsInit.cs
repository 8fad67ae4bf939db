using System.Runtime.CompilerServices;

// The kernels write before they read. Clearing their buffers, or a structure on the path of a short row, would take longer than the row.
[module: SkipLocalsInit]
