# Runs the agent on the node, waits for its first full pass, changes one manifest a hundred times and prints a line.
use strict; use warnings; use Time::HiRes qw(time sleep); use POSIX ();
my ($title, $log, @agent) = @ARGV;
my ($first, $other) = map { local (@ARGV, $/) = $_; <> } '/run/manifests/changes.yaml', '/run/other';

sub passes { # how often the agent has said that it did something, and how many steps
  open my $in, '<', $log or return (0, 0);
  my ($full, $changes) = (0, 0);
  while (<$in>) { $full++ if /full pass/; $changes++ if /change: \d+ steps/ }
  return ($full, $changes);
}
sub cpu { # of the agent and the programs that it ran
  local (@ARGV, $/) = "/proc/$_[0]/stat"; my @f = split ' ', <> =~ s/^.*\) //sr;
  return ($f[11] + $f[12] + $f[13] + $f[14]) / POSIX::sysconf(POSIX::_SC_CLK_TCK());
}
sub memory { local (@ARGV, $/) = "/proc/$_[0]/status"; return <> =~ /VmRSS:\s*(\d+)/ ? $1 / 1024 : -1 }

my $start = time;
my $pid = fork // die "fork: $!";
if (!$pid) { open STDOUT, '>', $log; open STDERR, '>&', \*STDOUT; exec 'node', 1, @agent or die "exec: $!" }
sleep 0.02 until (passes)[0] || time - $start > 300;
my $started = time - $start;
sleep 5;
my ($before, @times) = (cpu($pid));
for my $n (1 .. 100) {
  my $had = (passes)[1];
  my $at = time;
  open my $out, '>', '/run/manifests/.new' or die; print $out $n % 2 ? $other : $first; close $out;
  rename '/run/manifests/.new', '/run/manifests/changes.yaml' or die;
  sleep 0.005 until (passes)[1] > $had || time - $at > 30;
  push @times, time - $at;
  sleep 1 - $times[-1] if $times[-1] < 1;
}
@times = sort { $a <=> $b } @times;
printf "%-22s %9.1f %13.3f (%.3f) %12.1f %9.0f\n", $title, $started, $times[50], $times[-1], cpu($pid) - $before, memory($pid);
kill 'TERM', $pid; waitpid $pid, 0;
