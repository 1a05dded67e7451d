# One trait in randomised complete blocks: analysis of variance, residuals, least-squares means with standard errors,
# and the letters of LSD, Duncan, SNK, Tukey, Scheffé and Bonferroni. Read by tests/benchmarks/against_r.py.
suppressMessages(library(emmeans))

# Letters from the largest mean down; `range` is the least significant range by the number of means spanned.
sweep_letters <- function(means, range) {
  m <- sort(means, decreasing = TRUE); n <- length(m); last <- integer(n); end <- 0
  for (i in 1:n) { j <- i:n; last[i] <- max(j[m[i] - m[j] < range[pmax(j - i + 1, 2)]]) }
  heads <- which(last > c(0, last[-n]))
  group <- function(k) { i <- which(heads <= k & last[heads] >= k); i }
  signs <- c(letters, LETTERS, sprintf("(%d)", 1:n))
  vapply(1:n, function(k) paste(signs[group(k)], collapse = ""), "")
}

analyse <- function(d) {
  fit <- lm(y ~ block + entry, d)
  a <- anova(fit)
  residual <- rstudent(fit)
  em <- summary(emmeans(fit, "entry"))
  means <- tapply(d$y, d$entry, mean)
  t <- length(means); r <- nrow(d) / t; df <- fit$df.residual; ms <- a["Residuals", "Mean Sq"]; se <- sqrt(ms / r)
  p <- 2:t
  ranges <- list(
    lsd = rep(qt(.975, df) * se * sqrt(2), t),
    duncan = c(NA, cummax(qtukey(.95^(p - 1), p, df)) * se),
    snk = c(NA, qtukey(.95, p, df) * se),
    tukey = rep(qtukey(.95, t, df) * se, t),
    scheffe = rep(sqrt((t - 1) * qf(.95, t - 1, df)) * se * sqrt(2), t),
    bonferroni = rep(qt(1 - .025 / choose(t, 2), df) * se * sqrt(2), t))
  list(anova = a, residual = residual, means = em, letters = lapply(ranges, function(x) sweep_letters(means, x)))
}

arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1], stringsAsFactors = TRUE)
traits <- setdiff(names(data), c("entry", "block"))
invisible(analyse(data.frame(entry = gl(4, 3), block = gl(3, 1, 12), y = rnorm(12)))) # loads what is loaded on first use
start <- proc.time()[["elapsed"]]
results <- lapply(traits, function(trait) analyse(data.frame(entry = data$entry, block = data$block, y = data[[trait]])))
elapsed <- proc.time()[["elapsed"]] - start
cat(elapsed, results[[1]]$anova["entry", "F value"], "\n")
