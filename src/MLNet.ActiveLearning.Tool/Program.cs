using MLNet.ActiveLearning.Tool;
using MLNet.ActiveLearning.Tool.Output;

// mlnet-al, by command:
//   run         Commands/RunCommand.cs         compares strategies on a data set
//   pretrain    Commands/PretrainCommand.cs    pre-trains a network without labels
//   weights     Commands/WeightsCommand.cs     shows files of pre-trained weights
//   strategies  Commands/StrategiesCommand.cs  lists the strategies
//   doctor      Commands/DoctorCommand.cs      says what was found on this machine
using var cancellation = new CancelKey();
return await new CommandLine(OutputConsole.Open(), Console.Error).RunAsync(args, cancellation.Token);
