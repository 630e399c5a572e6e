package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/process"
	"github.com/opencompendium/compendium/bench/sample"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// pageOf is the number of records of a list or batch.
const pageOf = 100

// measureVariant starts a server, checks its responses, and measures each call.
func measureVariant(ctx context.Context, o options, variant, file string, into map[cell]measured) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := listener.Addr().String()
	listener.Close()
	server := exec.Command(os.Args[0], "server", variant, file, address)
	server.Stderr = os.Stderr
	processes := []int{}
	if variant == "postgres" {
		dir, err := os.MkdirTemp("", "postgres")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		database, err := startPostgres(dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, "skipping postgres:", err)
			return nil
		}
		defer func() { _ = database.Process.Signal(os.Interrupt); _ = database.Wait() }()
		waiting, stop := context.WithTimeout(ctx, 30*time.Second)
		defer stop()
		if err := ready(waiting, dir); err != nil {
			return err
		}
		processes = append(processes, database.Process.Pid)
		server.Env = append(os.Environ(), postgresDir+"="+dir)
	}
	if err := server.Start(); err != nil {
		return err
	}
	defer func() { _ = server.Process.Kill(); _ = server.Wait() }()
	processes = append(processes, server.Process.Pid)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			break
		} else if time.Now().After(deadline) {
			return err
		}
	}
	for _, call := range o.calls {
		c, err := newCaller(variant, call, address, o.records)
		if err != nil {
			return err
		}
		if c == nil {
			continue // not supported by the variant
		}
		// Check in every round: it also waits until the server is ready, which must not count as part of its calls.
		if err := c.check(ctx); err != nil && variant != "bare" && variant != "bare-http" {
			return fmt.Errorf("%s returns a wrong response: %w", call, err)
		}
		m, err := drive(ctx, c, o.duration, processes)
		c.close()
		if err != nil {
			return fmt.Errorf("%s: %w", call, err)
		}
		into[cell{variant, call}] = m
	}
	return nil
}

// caller makes one kind of call.
type caller struct {
	conns   []*grpc.ClientConn
	method  string
	options []grpc.CallOption
	ctx     func(context.Context) context.Context
	request func(i int) proto.Message
	loops   int
	http    func(ctx context.Context, i int) ([]byte, error) // instead of gRPC
	// encoding is the call over HTTP.
	encoding string
	records  int
}

func newCaller(variant, call, address string, records int) (*caller, error) {
	c := &caller{loops: 32, records: records, ctx: func(ctx context.Context) context.Context { return ctx }}
	get := func(level compendiumv1.View_Level) func(int) proto.Message {
		return func(i int) proto.Message {
			return &compendiumv1.GetDrugRequest{Name: sample.DrugName(i), View: level}
		}
	}
	batch := func(i int) []string {
		names := make([]string, pageOf)
		for k := range names {
			names[k] = sample.DrugName((i + k*7919) % records)
		}
		return names
	}
	if !speaks(variant, call) {
		return nil, nil
	}
	if isHTTP(call) {
		c.http, c.encoding = httpCaller(call, address), call
		return c, nil
	}
	unsupported := variant != "compendium"
	switch call {
	case "get":
		c.method, c.request = "GetDrug", get(0)
	case "basic":
		if unsupported {
			return nil, nil
		}
		c.method, c.request = "GetDrug", get(compendiumv1.View_BASIC)
	case "masked":
		if unsupported {
			return nil, nil
		}
		c.method, c.request = "GetDrug", get(0)
		c.ctx = func(ctx context.Context) context.Context {
			return metadata.AppendToOutgoingContext(ctx, "x-field-mask", "name,display_name,names,uses.labels")
		}
	case "gzip":
		if unsupported {
			return nil, nil
		}
		c.method, c.request, c.options = "GetDrug", get(0), []grpc.CallOption{grpc.UseCompressor(gzip.Name)}
	case "list":
		c.loops = 8
		c.method, c.request = "ListDrugs", func(int) proto.Message { return &compendiumv1.ListDrugsRequest{PageSize: pageOf} }
	case "batch":
		c.loops = 8
		c.method, c.request = "BatchGetDrugs", func(i int) proto.Message {
			return &compendiumv1.BatchGetDrugsRequest{Names: batch(i)}
		}
	default:
		return nil, fmt.Errorf("unknown call %s", call)
	}
	if variant == "json" {
		c.http = jsonCaller(call, address, batch)
		return c, nil
	}
	for range 2 {
		conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(64<<20)))
		if err != nil {
			return nil, err
		}
		c.conns = append(c.conns, conn)
	}
	return c, nil
}

func jsonCaller(call, address string, batch func(int) []string) func(context.Context, int) ([]byte, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	return func(ctx context.Context, i int) ([]byte, error) {
		method, path, body := http.MethodGet, "/"+sample.DrugName(i), []byte(nil)
		switch call {
		case "list":
			path = "/drugs"
		case "batch":
			method, path = http.MethodPost, "/batch"
			body, _ = json.Marshal(batch(i))
		}
		request, err := http.NewRequestWithContext(ctx, method, "http://"+address+path, bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		return fetch(client, request)
	}
}

// fetch returns the body of a successful response.
func fetch(client *http.Client, request *http.Request) ([]byte, error) {
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, errors.New(response.Status)
	}
	return io.ReadAll(response.Body)
}

func (c *caller) close() {
	for _, conn := range c.conns {
		conn.Close()
	}
}

const service = "/compendium.v1.CatalogService/"

// check decodes one response and compares its records with the generated ones.
func (c *caller) check(ctx context.Context) error {
	i := rand.IntN(c.records)
	var got []*compendiumv1.Drug
	switch c.method {
	case "GetDrug", "":
		drug := &compendiumv1.Drug{}
		if err := c.decode(ctx, i, drug); err != nil {
			return err
		}
		got = append(got, drug)
	case "ListDrugs":
		list := &compendiumv1.ListDrugsResponse{}
		if err := c.decode(ctx, i, list); err != nil {
			return err
		}
		got = list.Drugs
	case "BatchGetDrugs":
		batch := &compendiumv1.BatchGetDrugsResponse{}
		if err := c.decode(ctx, i, batch); err != nil {
			return err
		}
		got = batch.Drugs
	}
	if len(got) == 0 {
		return errors.New("no records returned")
	}
	for _, drug := range got {
		n, err := strconv.Atoi(strings.TrimPrefix(drug.Name, "drugs/substance-"))
		if err != nil {
			return fmt.Errorf("unexpected record %q", drug.Name)
		}
		want := sample.Drug(n)
		if drug.DisplayName != want.DisplayName || len(drug.Names) != len(want.Names) {
			return fmt.Errorf("%s differs from the generated record", drug.Name)
		}
	}
	return nil
}

func (c *caller) decode(ctx context.Context, i int, into proto.Message) error {
	if c.http != nil {
		text, err := c.http(ctx, i)
		if err != nil {
			return err
		}
		if c.encoding == callProto {
			return proto.Unmarshal(text, into)
		}
		return protojson.Unmarshal(text, into)
	}
	return c.conns[0].Invoke(c.ctx(ctx), service+c.method, c.request(i), into, c.options...)
}

// drive calls in closed loops for a while, after a warm-up, and measures the processor time of the server's processes.
func drive(ctx context.Context, c *caller, duration time.Duration, processes []int) (measured, error) {
	const prepared = 512
	requests := make([][]byte, prepared)
	random := rand.New(rand.NewPCG(1, 1))
	indexes := make([]int, prepared)
	for k := range requests {
		indexes[k] = random.IntN(c.records)
		if c.http == nil {
			requests[k], _ = proto.Marshal(c.request(indexes[k]))
		}
	}
	options := append([]grpc.CallOption{grpc.ForceCodecV2(process.Codec{})}, c.options...)
	var failed atomic.Pointer[error]
	var counting atomic.Bool
	var count atomic.Int64
	loops := c.loops * max(len(c.conns), 2)
	latencies := make([][]time.Duration, loops)
	running, stop := context.WithCancel(ctx)
	defer stop()
	var wait sync.WaitGroup
	for l := range loops {
		wait.Go(func() {
			for k := l; running.Err() == nil; k++ {
				start := time.Now()
				var err error
				if c.http != nil {
					_, err = c.http(ctx, indexes[k%prepared])
				} else {
					var size int
					err = c.conns[l%len(c.conns)].Invoke(c.ctx(ctx), service+c.method, requests[k%prepared], &size, options...)
				}
				if err != nil {
					failed.Store(&err)
					return
				}
				if counting.Load() {
					count.Add(1)
					latencies[l] = append(latencies[l], time.Since(start))
				}
			}
		})
	}
	time.Sleep(duration / 3)
	before, start := cpuOf(processes), time.Now()
	counting.Store(true)
	time.Sleep(duration)
	counting.Store(false)
	used, took := cpuOf(processes)-before, time.Since(start)
	stop()
	wait.Wait()
	if err := failed.Load(); err != nil {
		return measured{}, *err
	}
	all := slices.Concat(latencies...)
	slices.Sort(all)
	n := float64(count.Load())
	return measured{calls: n / took.Seconds(), cpu: float64(used.Microseconds()) / n, p50: all[len(all)/2],
		p99: all[len(all)*99/100]}, nil
}

// cpuOf returns the processor time of processes and their children.
func cpuOf(processes []int) time.Duration {
	var total time.Duration
	for _, pid := range withChildren(processes) {
		total += measure.Processor(pid)
	}
	return total
}

func withChildren(processes []int) []int {
	all := slices.Clone(processes)
	for i := 0; i < len(all); i++ {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", all[i], all[i]))
		if err != nil {
			continue
		}
		for _, child := range strings.Fields(string(text)) {
			if pid, err := strconv.Atoi(child); err == nil {
				all = append(all, pid)
			}
		}
	}
	return all
}
