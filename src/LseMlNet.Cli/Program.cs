using System.Text;
using LseMlNet.Cli;

// Windows consoles default to another encoding. No byte order mark is written, because it would be the first output in a pipe.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandLine.Run(args);
