using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Cli.Models;

/// <summary>
/// ONNX Runtime 1.29, when it starts on Linux, goes through the command line of the process in a recursion, and some 5,000 names of
/// files end it by a stack overflow. Where there are that many, it is started on a thread that has the stack for them.
/// </summary>
internal static class OnnxRuntimeStart
{
    private const int HarmlessLength = 4_000;

    // Seen: 230 bytes a character.
    private const int StackPerCharacter = 1_000;

    public static void Prepare(string[] arguments)
    {
        long length = arguments.Sum(argument => (long)argument.Length + 1);
        if (length <= HarmlessLength)
        {
            return;
        }

        var starting = new Thread(() => OrtEnv.Instance(), maxStackSize: (int)Math.Min(length * StackPerCharacter, int.MaxValue));
        starting.Start();
        starting.Join();
    }
}
