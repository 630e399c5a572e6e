// Package process runs the program as users do, for measurements.
package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/opencompendium/compendium/bench/measure"
)

// Build builds the program with the given flags of go build and returns its path.
func Build(ctx context.Context, dir string, flags ...string) (string, error) {
	path := filepath.Join(dir, "compendium")
	args := append([]string{"build", "-o", path}, flags...)
	//nolint:gosec // a temporary path
	out, err := exec.CommandContext(ctx, "go", append(args, "github.com/opencompendium/compendium/cmd/compendium")...).
		CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the program: %w: %s", err, out)
	}
	return path, nil
}

// Server is a running `compendium serve`.
type Server struct {
	// Conn is a connection to the server.
	Conn *grpc.ClientConn
	// Start is the time from the start of the process until health reported SERVING.
	Start time.Duration

	process *exec.Cmd
	admin   string
}

// Start serves what the flags name, a release or a content directory, on a socket in dir, without logging and telemetry
// of calls, and waits until health reports SERVING.
func Start(ctx context.Context, program, dir string, flags ...string) (*Server, error) {
	socket := filepath.Join(dir, "socket")
	_ = os.Remove(socket)
	conn, err := grpc.NewClient("unix:"+socket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	args := append([]string{"serve", "--as-of", "2026-11-23", "--listen", "unix:" + socket,
		"--access-log-percent", "0", "--metrics=false",
		"--admin-listen", "127.0.0.1:0", "--shutdown-delay", "0s"}, flags...)
	s := &Server{Conn: conn, process: exec.CommandContext(ctx, program, args...)} //nolint:gosec // the program under test
	var log address
	s.process.Stderr = &log
	began := time.Now()
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	for {
		if _, err := os.Stat(socket); err == nil {
			break
		}
		if time.Since(began) > time.Minute {
			s.Stop()
			return nil, fmt.Errorf("the server did not start: %s", log.String())
		}
		time.Sleep(time.Millisecond)
	}
	answer, err := healthpb.NewHealthClient(conn).Check(ctx, &healthpb.HealthCheckRequest{Service: "ready"},
		grpc.WaitForReady(true))
	if err != nil || answer.Status != healthpb.HealthCheckResponse_SERVING {
		s.Stop()
		return nil, fmt.Errorf("health is %v: %w", answer, err)
	}
	s.Start = time.Since(began)
	s.admin = log.find()
	return s, nil
}

// Stop kills the server.
func (s *Server) Stop() {
	_ = s.Conn.Close()
	_ = s.process.Process.Kill()
	_ = s.process.Wait()
}

// address collects the server's log, which contains the address of the admin port.
type address struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (a *address) Write(p []byte) (int, error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.text.Write(p)
}

func (a *address) String() string {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.text.String()
}

func (a *address) find() string {
	found := regexp.MustCompile(`private port is open" address=(\S+)`).FindStringSubmatch(a.String())
	if found == nil {
		return ""
	}
	return found[1]
}

// Heap returns the size of the server's live heap in bytes, after a garbage collection.
func (s *Server) Heap(ctx context.Context) (float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.admin+"/debug/pprof/heap?gc=1&debug=1",
		nil)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	text, err := io.ReadAll(response.Body)
	if err = errors.Join(err, response.Body.Close()); err != nil {
		return 0, err
	}
	found := regexp.MustCompile(`# HeapAlloc = (\d+)`).FindSubmatch(text)
	if found == nil {
		return 0, errors.New("no HeapAlloc in the heap profile")
	}
	return strconv.ParseFloat(string(found[1]), 64)
}

// Memory returns the resident memory of the server in bytes, with the pages of mapped files that it has read.
func (s *Server) Memory() (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	var size, resident float64
	_, err = fmt.Sscan(string(text), &size, &resident)
	return resident * float64(os.Getpagesize()), err
}

// Used returns the processor time of the server.
func (s *Server) Used() time.Duration { return measure.Processor(s.process.Process.Pid) }

// Reload makes the server look for a newer release immediately.
func (s *Server) Reload() error { return s.process.Process.Signal(syscall.SIGHUP) }
