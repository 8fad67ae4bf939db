using System.Text;
using LseMlNet.Cli;

// Windows consoles need to be told; without a byte order mark, which would be the first thing in a pipe.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
OnnxRuntimeStart.Prepare(args);
return await CommandLine.Run(args);
