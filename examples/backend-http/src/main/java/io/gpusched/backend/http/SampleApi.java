package io.gpusched.backend.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small API to try the backend with, on the server of the JDK. {@code /work?millis=20} takes 20 ms, {@code /fail} fails, {@code /hang} never answers, and
 * {@code /lost} closes the connection. A request that comes while as many as the limit are at work is answered with 429 and Retry-After.
 */
public final class SampleApi implements AutoCloseable {
    private static final Pattern MILLIS = Pattern.compile("/work\\?millis=([0-9]{1,6})");
    private static final int DONE = 200;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final Semaphore room;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private SampleApi(HttpServer server, int limit) {
        this.server = server;
        this.room = new Semaphore(limit);
    }

    /**
     * Starts it on this machine.
     *
     * @param port 0 for any that is free
     * @param limit how many requests it works on at a time
     * @throws IOException if the port is taken
     */
    public static SampleApi start(int port, int limit) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        SampleApi api = new SampleApi(server, limit);
        server.createContext("/", api::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return api;
    }

    /**
     * Serves until the process is ended.
     *
     * @param args the port, and how many requests at a time
     * @throws IOException if the port is taken
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: SampleApi PORT LIMIT");
            System.exit(2);
        }
        @SuppressWarnings("resource")
        SampleApi api = start(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.println("serving " + args[1] + " requests at a time at " + api.url());
    }

    /** Returns its root. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        switch (path) {
            case "/fail" -> answer(exchange, BROKEN);
            case "/hang" -> {
                // Whoever asked gives up some time.
            }
            case "/lost" -> exchange.close();
            case "/health" -> answer(exchange, DONE);
            default -> work(exchange, path);
        }
    }

    private void work(HttpExchange exchange, String path) throws IOException {
        if (!room.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, TOO_MANY);
            return;
        }
        Matcher millis = MILLIS.matcher(path);
        long delay = millis.matches() ? Long.parseLong(millis.group(1)) : 0;
        var _ = clock.schedule(() -> finish(exchange), delay, TimeUnit.MILLISECONDS);
    }

    private void finish(HttpExchange exchange) {
        room.release();
        try {
            answer(exchange, DONE);
        } catch (IOException gone) {
            // Whoever asked has given up.
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, NO_BODY);
        exchange.close();
    }

    /** Closes all connections. */
    @Override
    public void close() {
        server.stop(0);
        clock.shutdownNow();
    }
}
