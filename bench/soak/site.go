package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/opencompendium/compendium/bench/process"
	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// site is a running server with its content and certificates.
type site struct {
	dir     string
	process *exec.Cmd
	address string
	admin   string
	log     *journal
	before  sample

	authority                     *certtest.Authority
	served, refused, certificates int
	// called is the set of methods called.
	called sync.Map
}

// journal collects the server's log.
type journal struct {
	mutex sync.Mutex
	bad   []string
	found map[string]string // address by message
	ready chan struct{}
}

func start(ctx context.Context, dir string, race bool) (*site, error) {
	binary, err := process.Build(ctx, dir, "-race="+strconv.FormatBool(race))
	if err != nil {
		return nil, err
	}
	s := &site{dir: dir, authority: certtest.New(ending{}),
		log: &journal{found: make(map[string]string), ready: make(chan struct{})}}
	if err := s.certificate(); err != nil {
		return nil, err
	}
	if err := os.CopyFS(s.content(), os.DirFS("validate/testdata/frozen")); err != nil {
		return nil, err
	}
	//nolint:gosec // the program under test
	s.process = exec.CommandContext(ctx, binary, "serve", "--content", s.content(), "--listen", "127.0.0.1:0",
		"--admin-listen", "127.0.0.1:0", "--log-format", "json",
		"--tls-cert", filepath.Join(dir, "tls.crt"), "--tls-key", filepath.Join(dir,
			"tls.key"), "--tls-poll", "200ms", "--poll", "100ms", "--as-of", "2026-11-23", "--shutdown-delay", "0s")
	// With frequent collections, the heap size is close to the live heap.
	s.process.Env = append(os.Environ(), "GOGC=100")
	out, err := s.process.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	go s.log.read(out)
	select {
	case <-s.log.ready:
	case <-time.After(time.Minute):
		return nil, errors.New("the server did not start")
	}
	s.address, s.admin = s.log.found["serving"], s.log.found["the private port is open"]
	s.before, err = s.look(ctx, 0)
	return s, err
}

func (s *site) content() string { return filepath.Join(s.dir, "content") }

// read records addresses, and lines that indicate a failure.
func (j *journal) read(from io.Reader) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Msg      string `json:"msg"`
			Address  string `json:"address"`
			Incident string `json:"incident"`
		}
		isJSON := json.Unmarshal(lines.Bytes(), &line) == nil
		j.mutex.Lock()
		if !isJSON || line.Incident != "" {
			// The race detector and panics do not write JSON.
			j.bad = append(j.bad, lines.Text())
		}
		if line.Address != "" {
			j.found[line.Msg] = line.Address
		}
		if line.Msg == "serving" {
			close(j.ready)
		}
		j.mutex.Unlock()
	}
}

// ending ends the program where a certificate cannot be issued.
type ending struct{}

func (ending) Helper() {}

func (ending) Fatal(args ...any) { log.Fatal(args...) }

// certificate writes a new server certificate, each file atomically.
func (s *site) certificate() error {
	s.certificates++
	certificate, key := s.authority.Issue(time.Now().Add(24*time.Hour), nil)
	return errors.Join(s.put("tls.crt", certificate), s.put("tls.key", key))
}

func (s *site) put(name string, data []byte) error {
	path := filepath.Join(s.dir, name)
	const private fs.FileMode = 0o600
	if err := os.WriteFile(path+".new", data, private); err != nil { //nolint:gosec // a temporary directory
		return err
	}
	return os.Rename(path+".new", path)
}

// renew replaces the certificate every two seconds.
func (s *site) renew(ctx context.Context) {
	for every(ctx, 2*time.Second) {
		if err := s.certificate(); err != nil {
			s.log.note("renew the certificate: " + err.Error())
		}
	}
}

func (j *journal) note(text string) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.bad = append(j.bad, text)
}

// change changes a record every second; every fourth change is invalid, and the next one is valid again.
func (s *site) change(ctx context.Context) {
	const record, fact = "content/drugs/imatinib.yaml", "\n  summary: >-\n    "
	whole, err := os.ReadFile(filepath.Join(s.dir, record))
	if err != nil {
		s.log.note(err.Error())
		return
	}
	for n := 1; every(ctx, time.Second); n++ {
		text := bytes.Replace(whole, []byte(fact), fmt.Appendf(nil, "%sChange %d. ", fact, n), 1)
		if bytes.Equal(text, whole) {
			s.log.note(record + " has no summary to change")
			return
		}
		if n%4 == 0 {
			text = append(text, "nonsense: true\n"...)
			s.refused++
		} else {
			s.served++
		}
		if err := s.put(record, text); err != nil {
			s.log.note(err.Error())
		}
	}
	if err := s.put(record, whole); err != nil {
		s.log.note(err.Error())
	}
}

// every waits, and reports whether to continue.
func every(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// connect opens a new connection.
func (s *site) connect() (*grpc.ClientConn, error) {
	return client.Dial(s.address,
		grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{RootCAs: s.authority.Pool(),
			MinVersion: tls.VersionTLS13})),
		grpc.WithUnaryInterceptor(func(ctx context.Context, method string, request, reply any, conn *grpc.ClientConn,
			invoke grpc.UnaryInvoker, options ...grpc.CallOption) error {
			s.called.Store(method, true)
			return invoke(ctx, method, request, reply, conn, options...)
		}),
		grpc.WithStreamInterceptor(func(ctx context.Context, desc *grpc.StreamDesc, conn *grpc.ClientConn, method string,
			open grpc.Streamer, options ...grpc.CallOption) (grpc.ClientStream, error) {
			s.called.Store(method, true)
			return open(ctx, desc, conn, method, options...)
		}))
}

// neverCalled returns the API methods that were not called.
func (s *site) neverCalled() []string {
	var missed []string
	for _, service := range []grpc.ServiceDesc{compendiumv1.CatalogService_ServiceDesc,
		compendiumv1.ValidationService_ServiceDesc, healthpb.Health_ServiceDesc} {
		var names []string
		for _, m := range service.Methods {
			names = append(names, m.MethodName)
		}
		for _, m := range service.Streams {
			names = append(names, m.StreamName)
		}
		for _, name := range names {
			if _, called := s.called.Load("/" + service.ServiceName + "/" + name); !called {
				missed = append(missed, service.ServiceName+"/"+name)
			}
		}
	}
	return missed
}

// sample is the server's resource usage at a time.
type sample struct {
	at time.Duration
	// heap is managed by the garbage collector, resident is all memory: releases are mapped outside the heap.
	heap, resident float64
	goroutines     int
}

var metric = regexp.MustCompile(`(?m)^(go_goroutines|go_memstats_heap_alloc_bytes|process_resident_memory_bytes) (\S+)$`)

func (s *site) look(ctx context.Context, at time.Duration) (sample, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.admin+"/metrics", nil)
	if err != nil {
		return sample{}, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return sample{}, err
	}
	defer func() { _ = response.Body.Close() }() // only read
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return sample{}, err
	}
	seen := sample{at: at}
	for _, m := range metric.FindAllStringSubmatch(string(body), -1) {
		value, _ := strconv.ParseFloat(m[2], 64)
		switch m[1] {
		case "go_goroutines":
			seen.goroutines = int(value)
		case "process_resident_memory_bytes":
			seen.resident = value
		default:
			seen.heap = value
		}
	}
	return seen, nil
}

// sample samples the server every second until ctx ends.
func (s *site) sample(ctx context.Context) []sample {
	var all []sample
	began := time.Now()
	for every(ctx, time.Second) {
		seen, err := s.look(ctx, time.Since(began))
		if err == nil {
			all = append(all, seen)
		}
	}
	return all
}

// settled returns the server's usage once its goroutines are back to normal, or after ten seconds.
func (s *site) settled(ctx context.Context) (sample, error) {
	var seen sample
	var err error
	for range 50 {
		if seen, err = s.look(ctx, 0); err != nil || seen.goroutines <= s.before.goroutines+goroutinesAllowed {
			return seen, err
		}
		time.Sleep(200 * time.Millisecond)
	}
	return seen, nil
}

// end stops the server and returns an error for failures in its log.
func (s *site) end() error {
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := s.process.Wait(); err != nil {
		return fmt.Errorf("the server exited: %w", err)
	}
	s.log.mutex.Lock()
	defer s.log.mutex.Unlock()
	if len(s.log.bad) > 0 {
		return fmt.Errorf("unexpected lines in the server's log:\n%s", joinLines(s.log.bad[:min(len(s.log.bad), 40)]))
	}
	return nil
}
