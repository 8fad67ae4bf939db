using System.Text;
using LseMlNet.Cli;

// Windows consoles default to another encoding. There is no byte order mark, because a pipe would start with it.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
OnnxRuntimeStart.Prepare(args);
return await CommandLine.Run(args);
